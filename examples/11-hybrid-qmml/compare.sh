# How far the atoms in the core are from where the engine alone puts them:  sh compare.sh DUMP
paste -d ' ' engine.dump "$1" | awk -v name="${1%.dump}" '
    NF == 8 && $1 == $5 && ($2 - 35) ^ 2 + ($3 - 35) ^ 2 < 25 {
        d = sqrt(($2 - $6) ^ 2 + ($3 - $7) ^ 2 + ($4 - $8) ^ 2)
        if (d > largest) largest = d
        count++
    }
    END { printf "%s: %d atoms of the core within %.4f Å of where the engine has them\n", name, count, largest; exit count == 0 }'
