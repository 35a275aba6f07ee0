# How far atoms are from where they are in the engine's own minimum:  sh compare.sh DUMP
paste -d ' ' engine.dump "$1" | awk -v name="${1%.dump}" '
    NF == 8 && $1 == $5 && ($2 - 35) ^ 2 + ($3 - 35) ^ 2 < 25 {
        d = sqrt(($2 - $6) ^ 2 + ($3 - $7) ^ 2 + ($4 - $8) ^ 2)
        if (d > largest) largest = d
    }
    END { printf "%s: the core is within %.4f Å of that of the engine\n", name, largest }'
