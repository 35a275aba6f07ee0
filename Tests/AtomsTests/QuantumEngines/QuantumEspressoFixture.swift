/// A relaxation of the cell with made-up numbers in the layout of pw.x: new and old energy lines, every unit, a final calculation.
let pwscfOfThreeSteps = #"""

         Program PWSCF v.7.2 starts on 30Dec2024 at 16:10:39

         bravais-lattice index     =            0
         lattice parameter (alat)  =       6.0000  a.u.
         unit-cell volume          =     432.0000 (a.u.)^3
         number of atoms/cell      =            3
         number of atomic types    =            2

         celldm(1)=   6.000000  celldm(2)=   0.000000  celldm(3)=   0.000000
         celldm(4)=   0.000000  celldm(5)=   0.000000  celldm(6)=   0.000000

         crystal axes: (cart. coord. in units of alat)
                   a(1) = (   1.000000   0.000000   0.000000 )
                   a(2) = (   0.000000   1.000000   0.000000 )
                   a(3) = (   0.100000   0.000000   2.000000 )

         reciprocal axes: (cart. coord. in units 2 pi/alat)
                   b(1) = (  1.000000  0.000000 -0.050000 )
                   b(2) = (  0.000000  1.000000  0.000000 )
                   b(3) = (  0.000000  0.000000  0.500000 )

       Cartesian axes

         site n.     atom                  positions (alat units)
             1          W1  tau(   1) = (   0.0000000   0.0000000   0.0000000  )
             2          W1  tau(   2) = (   0.5260000   0.5000000   0.5200000  )
             3          Re  tau(   3) = (   0.0610000   0.0200000   1.0200000  )

         number of k points=     1  Marzari-Vanderbilt smearing, width (Ry)=  0.0200
                           cart. coord. in units 2pi/alat
            k(    1) = (   0.0000000   0.0000000   0.0000000), wk =   2.0000000


         iteration #  1     ecut=    40.00 Ry     beta= 0.70
         total energy              =      -99.95000000 Ry
         estimated scf accuracy    <       0.10000000 Ry

         End of self-consistent calculation

              k = 0.0000 0.0000 0.0000 (   375 PWs)   bands (ev):

        -4.9573   7.1990   7.1990   7.1991

         the Fermi energy is    14.2345 ev

    !    total energy              =     -100.25000000 Ry
         estimated scf accuracy    <          3.1E-09 Ry
         smearing contrib. (-TS)   =       -0.00120000 Ry
         internal energy E=F+TS    =     -100.24880000 Ry

         The total energy is F=E-TS. E is the sum of the following terms:
         one-electron contribution =       4.44939949 Ry
         hartree contribution      =       1.82078558 Ry

         convergence has been achieved in   7 iterations

         Forces acting on atoms (cartesian axes, Ry/au):

         atom    1 type  1   force =     0.00847810    0.01054784   -0.01726537
         atom    2 type  1   force =     0.00689449   -0.00493068   -0.00431773
         atom    3 type  2   force =    -0.01537259   -0.00561716    0.02158310
         The non-local contrib.  to forces
         atom    1 type  1   force =     0.05934667    0.07383485   -0.12085762
         atom    2 type  1   force =     0.04826144   -0.03451475   -0.03022411
         atom    3 type  2   force =    -0.10760811   -0.03932010    0.15108172

         Total force =     0.031234     Total SCF correction =     0.000001


         Computing stress (Cartesian axis) and pressure

              total   stress  (Ry/bohr**3)                   (kbar)     P=      275.10
       0.00125485   0.00010000  -0.00020000         184.59       14.71      -29.42
       0.00010000  -0.00055559   0.00030000          14.71      -81.73       44.13
      -0.00020000   0.00030000   0.00491106         -29.42       44.13      722.44

         BFGS Geometry Optimization

         number of scf cycles    =   1
         number of bfgs steps    =   0

         new unit-cell volume =    458.44 a.u.^3 (    67.93 Ang^3 )

    CELL_PARAMETERS (alat= 6.00000000)
       1.020000000   0.000000000   0.000000000
       0.000000000   1.020000000   0.000000000
       0.102000000   0.000000000   2.040000000

    ATOMIC_POSITIONS (crystal)
    W1          0.0040000000         0.0040000000         0.0040000000
    W1          0.5040000000         0.5040000000         0.2640000000
    Re          0.0140000000         0.0240000000         0.5140000000    0   0   0



         iteration #  1     ecut=    40.00 Ry     beta= 0.70
         total energy              =     -100.01000000 Ry
         estimated scf accuracy    <       0.10000000 Ry

         End of self-consistent calculation

              k = 0.0000 0.0000 0.0000 (   375 PWs)   bands (ev):

        -4.9573   7.1990   7.1990   7.1991

         the Fermi energy is    14.2345 ev

    !    total energy              =     -100.31000000 Ry
         estimated scf accuracy    <          3.1E-09 Ry

         The total energy is the sum of the following terms:

         one-electron contribution =       4.44939949 Ry
         hartree contribution      =       1.82078558 Ry
         smearing contrib. (-TS)   =        0.00034000 Ry

         convergence has been achieved in   7 iterations

         Forces acting on atoms (cartesian axes, Ry/au):

         atom    1 type  1   force =    -0.00417843   -0.00118722   -0.00366747
         atom    2 type  1   force =     0.00487831    0.01022311    0.00276159
         atom    3 type  2   force =    -0.00069988   -0.00903589    0.00090588
         The non-local contrib.  to forces
         atom    1 type  1   force =    -0.02924903   -0.00831057   -0.02567230
         atom    2 type  1   force =     0.03414817    0.07156180    0.01933110
         atom    3 type  2   force =    -0.00489913   -0.06325122    0.00634119

         Total force =     0.031234     Total SCF correction =     0.000001


         Computing stress (Cartesian axis) and pressure

              total   stress  (Ry/bohr**3)                   (kbar)     P=      137.55
       0.00062743   0.00005000  -0.00010000          92.30        7.36      -14.71
       0.00005000  -0.00027780   0.00015000           7.36      -40.87       22.07
      -0.00010000   0.00015000   0.00245553         -14.71       22.07      361.22

    Begin final coordinates
         new unit-cell volume =    472.06 a.u.^3 (    69.95 Ang^3 )

    CELL_PARAMETERS (angstrom)
       3.270315163   0.000000000   0.000000000
       0.000000000   3.270315163   0.000000000
       0.327031516   0.000000000   6.540630327

    ATOMIC_POSITIONS (angstrom)
    W1          0.0179867334         0.0163515758         0.0327031516
    W1          1.7381725093         1.6515091575         1.7332670366
    Re          0.2174759584         0.0817578791         3.3684246183
    End final coordinates

         A final scf calculation at the relaxed structure.

         bravais-lattice index     =            0
         lattice parameter (alat)  =       6.0000  a.u.
         unit-cell volume          =     472.0581 (a.u.)^3
         number of atoms/cell      =            3
         number of atomic types    =            2

         celldm(1)=   6.000000  celldm(2)=   0.000000  celldm(3)=   0.000000
         celldm(4)=   0.000000  celldm(5)=   0.000000  celldm(6)=   0.000000

         crystal axes: (cart. coord. in units of alat)
                   a(1) = (   1.030000   0.000000   0.000000 )
                   a(2) = (   0.000000   1.030000   0.000000 )
                   a(3) = (   0.103000   0.000000   2.060000 )

         reciprocal axes: (cart. coord. in units 2 pi/alat)
                   b(1) = (  0.970874  0.000000 -0.048544 )
                   b(2) = (  0.000000  0.970874  0.000000 )
                   b(3) = (  0.000000  0.000000  0.485437 )

       Cartesian axes

         site n.     atom                  positions (alat units)
             1          W1  tau(   1) = (   0.0056650   0.0051500   0.0103000  )
             2          W1  tau(   2) = (   0.5474450   0.5201500   0.5459000  )
             3          Re  tau(   3) = (   0.0684950   0.0257500   1.0609000  )

         number of k points=     1  Marzari-Vanderbilt smearing, width (Ry)=  0.0200
                           cart. coord. in units 2pi/alat
            k(    1) = (   0.0000000   0.0000000   0.0000000), wk =   2.0000000


         iteration #  1     ecut=    40.00 Ry     beta= 0.70
         total energy              =     -100.02000000 Ry
         estimated scf accuracy    <       0.10000000 Ry

         End of self-consistent calculation

              k = 0.0000 0.0000 0.0000 (   375 PWs)   bands (ev):

        -4.9573   7.1990   7.1990   7.1991

         the Fermi energy is    14.2345 ev

    !    total energy              =     -100.32000000 Ry
         estimated scf accuracy    <          3.1E-09 Ry
         smearing contrib. (-TS)   =        0.00036000 Ry
         internal energy E=F+TS    =     -100.32036000 Ry

         The total energy is F=E-TS. E is the sum of the following terms:
         one-electron contribution =       4.44939949 Ry
         hartree contribution      =       1.82078558 Ry

         convergence has been achieved in   7 iterations

         Forces acting on atoms (cartesian axes, Ry/au):

         atom    1 type  1   force =    -0.00207992    0.00065101    0.00069227
         atom    2 type  1   force =     0.00220023    0.00442907   -0.00235346
         atom    3 type  2   force =    -0.00012031   -0.00508008    0.00166119
         The non-local contrib.  to forces
         atom    1 type  1   force =    -0.01455942    0.00455706    0.00484586
         atom    2 type  1   force =     0.01540162    0.03100350   -0.01647422
         atom    3 type  2   force =    -0.00084220   -0.03556056    0.01162836

         Total force =     0.031234     Total SCF correction =     0.000001


         Computing stress (Cartesian axis) and pressure

              total   stress  (Ry/bohr**3)                   (kbar)     P=       68.78
       0.00031371   0.00002500  -0.00005000          46.15        3.68       -7.36
       0.00002500  -0.00013890   0.00007500           3.68      -20.43       11.03
      -0.00005000   0.00007500   0.00122777          -7.36       11.03      180.61


         PWSCF        :      3.30s CPU      3.81s WALL

    =------------------------------------------------------------------------------=
       JOB DONE.
    =------------------------------------------------------------------------------=
    """#
