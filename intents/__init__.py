"""Understanding: text, vocabulary and context in; ordered matches, a doubt, or nothing out. Knows words and names, no film."""
