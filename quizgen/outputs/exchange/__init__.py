"""Files of questions for other programs: what authors wrote, in the nearest form that each format has."""
