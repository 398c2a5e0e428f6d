"""A folder that shows a film in a browser, from disk: the film, its chapters and captions, a transcript, and what only this
film has to play with."""
