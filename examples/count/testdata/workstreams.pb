META
key;value
description;Workstreams
vote_type;approval
budget;2
PROJECTS
project_id;cost;name
ws-1;1;Sichere Lieferketten
ws-2;1;Digitale Bildung
ws-3;1;Meldewege
VOTES
voter_id;neighborhood;vote
1;research;"ws-1,ws-2"
2;research;"ws-1,ws-2"
3;research;ws-1
4;users;ws-3
5;users;"ws-3,ws-2"
