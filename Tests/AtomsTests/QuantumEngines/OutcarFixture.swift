/// Two steps of molecular dynamics with made-up numbers in VASP's layout; the second did not converge electronically.
let outcarOfTwoSteps = #"""
     vasp.6.3.2 27Jun22 (build Jul  1 2022 10:00:00) complex

     executed on             LinuxIFC date 2024.02.03  10:11:12
     running    4 mpi-ranks, with    1 threads/rank, on    1 nodes

     INCAR:
       ISMEAR = 1
       SIGMA = 0.2
       NELM = 5
     POTCAR:    PAW_PBE W_sv 04Sep2015
     POTCAR:    PAW_PBE Re_pv 06Sep2000
     POTCAR:    PAW_PBE W_sv 04Sep2015
       VRHFIN =W: 5p6s5d
       LEXCH  = PE
       EATOM  =  1865.5470 eV,  137.1144 Ry

       TITEL  = PAW_PBE W_sv 04Sep2015
       POMASS =  183.850; ZVAL   =   14.000    mass and valenz
     POTCAR:    PAW_PBE Re_pv 06Sep2000
       VRHFIN =Re: 5p5d6s
       LEXCH  = PE
       TITEL  = PAW_PBE Re_pv 06Sep2000
       POMASS =  186.207; ZVAL   =   13.000    mass and valenz

       number of dos      NEDOS =    301   number of ions     NIONS =      3
       ions per type =               2   1

       NELM   =      5;   NELMIN=  4; NELMDL= -5     # of ELM steps
       ISIF   =      2    stress and relaxation

          direct lattice vectors                 reciprocal lattice vectors
         3.170000000  0.000000000  0.000000000     0.315457413  0.000000000 -0.002464511
         0.000000000  3.170000000  0.000000000     0.000000000  0.315457413  0.000000000
         0.050000000  0.000000000  6.400000000     0.000000000  0.000000000  0.156250000


    --------------------------------------- Iteration      1(   1)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -32.92345678 eV

      energy without entropy =     -32.91111678  energy(sigma->0) =     -32.91728678


    --------------------------------------- Iteration      1(   2)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -33.02345678 eV

      energy without entropy =     -33.01111678  energy(sigma->0) =     -33.01728678


    --------------------------------------- Iteration      1(   3)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -33.12345678 eV

      energy without entropy =     -33.11111678  energy(sigma->0) =     -33.11728678

    ------------------------ aborting loop because EDIFF is reached ----------------------------------------


      FORCE on cell =-STRESS in cart. coord.  units (eV):
      Direction    XX          YY          ZZ          XY          YZ          ZX
      --------------------------------------------------------------------------------------
      Alpha Z   145.63210   145.63210   145.63210
      Ewald  -2387.65711 -2383.92845 -2383.68820    -0.12089    -0.15153    -0.13697
      -------------------------------------------------------------------------------------
      Total      -0.49557     0.82289    -4.06428     0.14049    -0.17060     0.20572
      in kB     -12.34567    20.50000  -101.25000     3.50000    -4.25000     5.12500
      external pressure =       -31.03 kB  Pullay stress =        0.00 kB

      kinetic pressure (ideal gas correction) =     10.00 kB
      total pressure  =    -21.03 kB
      Total+kin.       -2.346      30.500     -91.250       3.500      -4.250       5.125

     VOLUME and BASIS-vectors are now :
     -----------------------------------------------------------------------------
      energy-cutoff  :      400.00
      volume of cell :       64.31
          direct lattice vectors                 reciprocal lattice vectors
         3.170000000  0.000000000  0.000000000     0.315457413  0.000000000 -0.002464511
         0.000000000  3.170000000  0.000000000     0.000000000  0.315457413  0.000000000
         0.050000000  0.000000000  6.400000000     0.000000000  0.000000000  0.156250000

      length of vectors
      3.170000000  3.170000000  6.400195310

     POSITION                                       TOTAL-FORCE (eV/Angst)
     -----------------------------------------------------------------------------------
          0.00000      0.00000      0.00000         0.111054     -0.038407      0.124744
          1.59800      1.58500      1.66400        -0.245674     -0.339774     -0.162260
          0.05720      0.06340      3.26400         0.134620      0.378181      0.037516
     -----------------------------------------------------------------------------------
        total drift:                               -0.000011      0.000012     -0.000007


    --------------------------------------------------------------------------------------------------------



      FREE ENERGIE OF THE ION-ELECTRON SYSTEM (eV)
      ---------------------------------------------------
      free  energy   TOTEN  =      -33.12345678 eV

      energy  without entropy=     -33.11111678  energy(sigma->0) =     -33.11728678

      ENERGY OF THE ELECTRON-ION-THERMOSTAT SYSTEM (eV)
      ---------------------------------------------------
    % ion-electron   TOTEN  =      -33.12345678  see above
      kinetic energy EKIN   =         0.193870
      total energy   ETOTAL =      -32.93345678 eV

          LOOP+:  cpu time  761.0016: real time  765.0054


    --------------------------------------- Iteration      2(   1)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -32.80156789 eV

      energy without entropy =     -32.78922789  energy(sigma->0) =     -32.79539789


    --------------------------------------- Iteration      2(   2)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -32.90156789 eV

      energy without entropy =     -32.88922789  energy(sigma->0) =     -32.89539789


    --------------------------------------- Iteration      2(   3)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -33.00156789 eV

      energy without entropy =     -32.98922789  energy(sigma->0) =     -32.99539789


    --------------------------------------- Iteration      2(   4)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -33.10156789 eV

      energy without entropy =     -33.08922789  energy(sigma->0) =     -33.09539789


    --------------------------------------- Iteration      2(   5)  ---------------------------------------


      Free energy of the ion-electron system (eV)
      ---------------------------------------------------
      entropy T*S    EENTRO =        -0.01234000
      ---------------------------------------------------
      free energy    TOTEN  =       -33.20156789 eV

      energy without entropy =     -33.18922789  energy(sigma->0) =     -33.19539789

    ------------------------ aborting loop EDIFF was not reached (unconverged)  ----------------------------


      FORCE on cell =-STRESS in cart. coord.  units (eV):
      Direction    XX          YY          ZZ          XY          YZ          ZX
      --------------------------------------------------------------------------------------
      Alpha Z   145.63210   145.63210   145.63210
      Ewald  -2387.65711 -2383.92845 -2383.68820    -0.12089    -0.15153    -0.13697
      -------------------------------------------------------------------------------------
      Total      -0.60063     0.99734    -4.92590     0.17028    -0.20677     0.24934
      in kB     -14.81480    24.60000  -121.50000     4.20000    -5.10000     6.15000
      external pressure =       -37.24 kB  Pullay stress =        0.00 kB

      kinetic pressure (ideal gas correction) =     10.00 kB
      total pressure  =    -27.24 kB
      Total+kin.       -4.815      34.600    -111.500       4.200      -5.100       6.150

     VOLUME and BASIS-vectors are now :
     -----------------------------------------------------------------------------
      energy-cutoff  :      400.00
      volume of cell :       64.96
          direct lattice vectors                 reciprocal lattice vectors
         3.170000000  0.000000000  0.000000000     0.315457413  0.000000000 -0.002464511
         0.000000000  3.170000000  0.000000000     0.000000000  0.315457413  0.000000000
         0.050500000  0.000000000  6.464000000     0.000000000  0.000000000  0.154702970

      length of vectors
      3.170000000  3.170000000  6.464197263

     POSITION                                       TOTAL-FORCE (eV/Angst)
     -----------------------------------------------------------------------------------
          0.00966      0.00951      0.01939        -0.272222      0.433916      0.160086
          1.60779      1.59451      1.70003         0.018133     -0.134208      0.005630
          0.06712      0.07291      3.31603         0.254089     -0.299707     -0.165716
     -----------------------------------------------------------------------------------
        total drift:                               -0.000011      0.000012     -0.000007


    --------------------------------------------------------------------------------------------------------



      FREE ENERGIE OF THE ION-ELECTRON SYSTEM (eV)
      ---------------------------------------------------
      free  energy   TOTEN  =      -33.20156789 eV

      energy  without entropy=     -33.18922789  energy(sigma->0) =     -33.19539789

      ENERGY OF THE ELECTRON-ION-THERMOSTAT SYSTEM (eV)
      ---------------------------------------------------
    % ion-electron   TOTEN  =      -33.20156789  see above
      kinetic energy EKIN   =         0.193870
      total energy   ETOTAL =      -33.01156789 eV

          LOOP+:  cpu time  761.0016: real time  765.0054

     General timing and accounting informations for this job:
     ========================================================
    """#
