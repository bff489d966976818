"""Real articles annotated whole in the reading format: what is known of them, without their words.

`apart.jsonl` is measured only and nobody works with it; `worked.jsonl` is what the reader's rules are made with and its
confidence is trained on, too. `second.jsonl` holds some of those kept apart once more, by a second annotator who had
not seen the marks of the first.
"""
