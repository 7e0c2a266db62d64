FROM a as
FROM b c d
FROM e AS 1st
FROM f AS same
FROM g AS Same
