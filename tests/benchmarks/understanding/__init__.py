"""How well the classifier understands what others collected: the public intent sets, which are read where they are and never copied."""
