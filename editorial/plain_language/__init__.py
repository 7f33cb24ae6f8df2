"""How plainly a text is written: long sentences, reading level, and words with a plainer one."""
