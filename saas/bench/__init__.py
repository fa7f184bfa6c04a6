"""What Quayside costs, each figure beside hand-written SQL for the same work on the same server in the same minute.

A figure alone says more about the machine than about the code; a ratio says what the rules cost."""
