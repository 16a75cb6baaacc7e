"""`python -m bot.cli`, the same as `referral-desk`."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
