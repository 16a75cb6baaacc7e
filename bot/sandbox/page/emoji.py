"""The emoji names that our cards use and apps write most, as letters of this page's font."""

from __future__ import annotations

_NAMED = """
    +1=👍 alarm_clock=⏰ arrow_forward=▶️ arrow_right=➡️ bar_chart=📊 bell=🔔
    black_circle=⚫ briefcase=💼 bulb=💡 bust_in_silhouette=👤 busts_in_silhouette=👥
    calendar=📅 chart_with_upwards_trend=📈 clipboard=📋 clock1=🕐 closed_lock_with_key=🔐
    dart=🎯 email=📧 envelope=✉️ eyes=👀 fire=🔥 gift=🎁 handshake=🤝 heart=❤️
    heavy_check_mark=✔️ hourglass=⌛ hourglass_flowing_sand=⏳ house=🏠 inbox_tray=📥
    incoming_envelope=📨 information_source=ℹ️ large_blue_circle=🔵 large_green_circle=🟢
    large_orange_circle=🟠 large_yellow_circle=🟡 link=🔗 lock=🔒 mag=🔍 mailbox=📫
    mailbox_with_mail=📬 memo=📝 money_with_wings=💸 moneybag=💰 no_entry=⛔
    no_entry_sign=🚫 office=🏢 package=📦 pencil2=✏️ pencil=📝 phone=☎️ point_right=👉
    pray=🙏 question=❓ raised_hand=✋ raised_hands=🙌 raising_hand=🙋 red_circle=🔴
    rocket=🚀 rotating_light=🚨 scales=⚖️ seedling=🌱 slightly_smiling_face=🙂 smile=😄
    sparkles=✨ speech_balloon=💬 star=⭐ sunrise=🌅 tada=🎉 thinking_face=🤔 thumbsup=👍
    trophy=🏆 twisted_rightwards_arrows=🔀 warning=⚠️ wave=👋 white_check_mark=✅
    broom=🧹 compass=🧭 hammer=🔨 hatching_chick=🐣 heavy_dollar_sign=💲 lower_left_fountain_pen=🖋️
    mailbox_with_no_mail=📭 mobile_phone_off=📴 white_medium_square=◻️
    white_circle=⚪ x=❌ zap=⚡ zzz=💤
    arrows_counterclockwise=🔄 ballot_box_with_check=☑️ bank=🏦 books=📚 broken_heart=💔
    currency_exchange=💱 double_vertical_bar=⏸️ ear=👂 envelope_with_arrow=📩 exclamation=❗
    grey_question=❔ leftwards_arrow_with_hook=↩️ loudspeaker=📢 mega=📣 mirror=🪞 mute=🔇
    no_bell=🔕 ocean=🌊 outbox_tray=📤 page_facing_up=📄 paperclip=📎 recycle=♻️ scroll=📜
    snail=🐌 sos=🆘 speaking_head_in_silhouette=🗣️ telephone_receiver=📞 white_large_square=⬜
    world_map=🗺️
"""
EMOJI = dict(pair.split("=") for pair in _NAMED.split())
