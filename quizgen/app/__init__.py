"""What quizgen does, whoever asks for it: the commands, the menu, or a script.

Nothing here knows the command line. The clock, the folders, the streams and the reader's language come as arguments;
what makes no sense is raised as one of the exceptions in `errors`.
"""
