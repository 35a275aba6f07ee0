#!/bin/sh
# Runs Quantum ESPRESSO's pw.x for a structure (extended XYZ) as a client of an i-PI socket:  sh quantum-espresso.sh STRUCTURE ADDRESS
#
# Along the line the cell is short and has k-points; across it there is vacuum.
set -e
awk '
    NR == 1 { atoms = $1 }
    NR == 2 {
        match($0, /Lattice="[^"]*"/)
        split(substr($0, RSTART + 9, RLENGTH - 10), a, " ")
        print "&control"
        print "  calculation = \"scf\", prefix = \"core\", outdir = \"./qe\", disk_io = \"none\", tprnfor = .true."
        print "  pseudo_dir = \"/usr/share/espresso/pseudo\""
        print "/\n&system"
        print "  ibrav = 0, nat = " atoms ", ntyp = 1, ecutwfc = 16, nosym = .true."
        print "  occupations = \"smearing\", smearing = \"mv\", degauss = 0.03"
        print "/\n&electrons"
        print "  conv_thr = 1e-6, mixing_beta = 0.5, mixing_mode = \"local-TF\", diagonalization = \"david\""
        print "/\nATOMIC_SPECIES\nAl 26.98 Al.pz-vbc.UPF\nCELL_PARAMETERS angstrom"
        print a[1], a[2], a[3] "\n" a[4], a[5], a[6] "\n" a[7], a[8], a[9]
        print "K_POINTS automatic\n1 1 5 0 0 0\nATOMIC_POSITIONS angstrom"
    }
    NR > 2 { print $1, $2, $3, $4 }' "$1" >core.pwi
exec mpirun --oversubscribe --bind-to none -np ${PW_PROCESSES:-2} pw.x -nk 1 --ipi "$2" -in core.pwi
