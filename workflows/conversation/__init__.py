from workflows.conversation.understanding import understand as understand
