# Fills the volume once; what is there already is kept.
set -e
touch /data/visits
cat >/data/sayings <<'END'
Measure twice, cut once.
A watched pot never boils.
Many hands make light work.
Still waters run deep.
The early bird catches the worm.
Little strokes fell great oaks.
Well begun is half done.
END
echo "prepared: the counter stands at $(wc -c </data/visits)"
