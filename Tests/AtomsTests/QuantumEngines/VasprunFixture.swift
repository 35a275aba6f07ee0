/// Two steps under PSTRESS with made-up numbers in VASP 5's layout, its mislabelled summaries included.
let vasprunOfTwoSteps = #"""
    <?xml version="1.0" encoding="ISO-8859-1"?>
    <modeling>
     <generator>
      <i name="program" type="string">vasp </i>
      <i name="version" type="string">5.4.4.18Apr17-6-g9f103f2a35  </i>
     </generator>
     <incar>
      <i name="PSTRESS">    100.00000000</i>
     </incar>
     <kpoints>
      <generation param="Gamma">
       <v type="int" name="divisions">       1        1        1 </v>
      </generation>
      <varray name="kpointlist" >
       <v>       0.00000000       0.00000000       0.00000000 </v>
      </varray>
      <varray name="weights" >
       <v>       1.00000000 </v>
      </varray>
     </kpoints>
     <parameters>
      <separator name="electronic" >
       <i name="ENMAX">    400.00000000</i>
       <separator name="electronic convergence" >
        <i type="int" name="NELM">     3</i>
        <i name="EDIFF">      0.00010000</i>
       </separator>
      </separator>
      <separator name="ionic" >
       <i type="int" name="NSW">     2</i>
       <i type="int" name="ISIF">     3</i>
       <i name="PSTRESS">    100.00000000</i>
      </separator>
     </parameters>
     <atominfo>
      <atoms>       3 </atoms>
      <types>       2 </types>
      <array name="atoms" >
       <dimension dim="1">ion</dimension>
       <field type="string">element</field>
       <field type="int">atomtype</field>
       <set>
        <rc><c>Zr</c><c>   1</c></rc>
        <rc><c>Zr</c><c>   1</c></rc>
        <rc><c>Re</c><c>   2</c></rc>
       </set>
      </array>
      <array name="atomtypes" >
       <dimension dim="1">type</dimension>
       <field type="int">atomspertype</field>
       <field type="string">element</field>
       <field>mass</field>
       <field>valence</field>
       <field type="string">pseudopotential</field>
       <set>
        <rc><c>   2</c><c>Zr</c><c>     91.22400000</c><c>     12.00000000</c><c>  PAW_PBE Zr_sv 04Jan2005                </c></rc>
        <rc><c>   1</c><c>Re</c><c>    186.20700000</c><c>     13.00000000</c><c>  PAW_PBE Re_pv 06Sep2000                </c></rc>
       </set>
      </array>
     </atominfo>
     <structure name="initialpos" >
      <crystal>
       <varray name="basis" >
        <v>       3.17000000       0.00000000       0.00000000 </v>
        <v>       0.00000000       3.17000000       0.00000000 </v>
        <v>       0.05000000       0.00000000       6.40000000 </v>
       </varray>
       <i name="volume">     64.31296000 </i>
       <varray name="rec_basis" >
        <v>       0.31545741       0.00000000      -0.00246451 </v>
        <v>       0.00000000       0.31545741       0.00000000 </v>
        <v>       0.00000000       0.00000000       0.15625000 </v>
       </varray>
      </crystal>
      <varray name="positions" >
       <v>       0.00000000       0.00000000       0.00000000 </v>
       <v>       0.50000000       0.50000000       0.26000000 </v>
       <v>       0.01000000       0.02000000       0.51000000 </v>
      </varray>
     </structure>
     <calculation>
      <scstep>
       <time name="dav">    0.31    0.31</time>
       <energy>
        <i name="alphaZ">    291.26431000 </i>
        <i name="ewald">  -3000.00000000 </i>
        <i name="e_fr_energy">      -30.45000000 </i>
        <i name="e_wo_entrp">      -30.43000000 </i>
        <i name="e_0_energy">      -30.44000000 </i>
       </energy>
      </scstep>
      <scstep>
       <time name="dav">    0.31    0.31</time>
       <energy>
        <i name="alphaZ">    291.26431000 </i>
        <i name="ewald">  -3000.00000000 </i>
        <i name="e_fr_energy">      -30.75000000 </i>
        <i name="e_wo_entrp">      -30.73000000 </i>
        <i name="e_0_energy">      -30.74000000 </i>
       </energy>
      </scstep>
     <structure>
      <crystal>
       <varray name="basis" >
        <v>       3.17000000       0.00000000       0.00000000 </v>
        <v>       0.00000000       3.17000000       0.00000000 </v>
        <v>       0.05000000       0.00000000       6.40000000 </v>
       </varray>
       <i name="volume">     64.31296000 </i>
       <varray name="rec_basis" >
        <v>       0.31545741       0.00000000      -0.00246451 </v>
        <v>       0.00000000       0.31545741       0.00000000 </v>
        <v>       0.00000000       0.00000000       0.15625000 </v>
       </varray>
      </crystal>
      <varray name="positions" >
       <v>       0.00000000       0.00000000       0.00000000 </v>
       <v>       0.50000000       0.50000000       0.26000000 </v>
       <v>       0.01000000       0.02000000       0.51000000 </v>
      </varray>
     </structure>
      <varray name="forces" >
       <v>      -0.49654739      -0.14995974      -0.19172996 </v>
       <v>       0.16990525      -0.14112324       0.65346980 </v>
       <v>       0.32664214       0.29108298      -0.46173983 </v>
      </varray>
      <varray name="stress" >
       <v>      11.50000000       0.50000000      -0.25000000 </v>
       <v>       0.50000000     -22.75000000       1.50000000 </v>
       <v>      -0.25000000       1.50000000      33.12500000 </v>
      </varray>
      <energy>
       <i name="e_fr_energy">      -26.73590251 </i>
       <i name="e_wo_entrp">      -26.72590251 </i>
       <i name="e_0_energy">       -0.02000000 </i>
      </energy>
      <time name="totalsc">    0.76    0.90</time>
     </calculation>
     <calculation>
      <scstep>
       <time name="dav">    0.31    0.31</time>
       <energy>
        <i name="alphaZ">    291.26431000 </i>
        <i name="ewald">  -3000.00000000 </i>
        <i name="e_fr_energy">      -30.40000000 </i>
        <i name="e_wo_entrp">      -30.38000000 </i>
        <i name="e_0_energy">      -30.39000000 </i>
       </energy>
      </scstep>
      <scstep>
       <time name="dav">    0.31    0.31</time>
       <energy>
        <i name="alphaZ">    291.26431000 </i>
        <i name="ewald">  -3000.00000000 </i>
        <i name="e_fr_energy">      -30.70000000 </i>
        <i name="e_wo_entrp">      -30.68000000 </i>
        <i name="e_0_energy">      -30.69000000 </i>
       </energy>
      </scstep>
      <scstep>
       <time name="dav">    0.31    0.31</time>
       <energy>
        <i name="alphaZ">    291.26431000 </i>
        <i name="ewald">  -3000.00000000 </i>
        <i name="e_fr_energy">      -31.00000000 </i>
        <i name="e_wo_entrp">      -30.98000000 </i>
        <i name="e_0_energy">      -30.99000000 </i>
       </energy>
      </scstep>
     <structure>
      <crystal>
       <varray name="basis" >
        <v>       3.20170000       0.00000000       0.00000000 </v>
        <v>       0.00000000       3.20170000       0.00000000 </v>
        <v>       0.05050000       0.00000000       6.46400000 </v>
       </varray>
       <i name="volume">     66.26170700 </i>
       <varray name="rec_basis" >
        <v>       0.31233407       0.00000000      -0.00244011 </v>
        <v>       0.00000000       0.31233407       0.00000000 </v>
        <v>       0.00000000       0.00000000       0.15470297 </v>
       </varray>
      </crystal>
      <varray name="positions" >
       <v>       0.00200000       0.00200000       0.00200000 </v>
       <v>       0.50200000       0.50200000       0.26200000 </v>
       <v>       0.01200000       0.02200000       0.51200000 </v>
      </varray>
     </structure>
      <varray name="forces" >
       <v>       0.16821163      -0.09068630       0.26835623 </v>
       <v>      -0.22836552      -0.26238723      -0.16837500 </v>
       <v>       0.06015389       0.35307353      -0.09998123 </v>
      </varray>
      <varray name="stress" >
       <v>      23.00000000       1.00000000      -0.50000000 </v>
       <v>       1.00000000     -45.50000000       3.00000000 </v>
       <v>      -0.50000000       3.00000000      66.25000000 </v>
      </varray>
      <energy>
       <i name="e_fr_energy">      -26.86427134 </i>
       <i name="e_wo_entrp">      -26.85427134 </i>
       <i name="e_0_energy">       -0.02000000 </i>
      </energy>
      <time name="totalsc">    0.76    0.90</time>
      <eigenvalues>
       <array>
        <dimension dim="1">band</dimension>
        <field>eigene</field>
        <set>
         <set comment="spin 1">
          <set comment="kpoint 1">
           <r>   -4.1017    1.0000 </r>
          </set>
         </set>
        </set>
       </array>
      </eigenvalues>
     </calculation>
     <structure name="finalpos" >
      <crystal>
       <varray name="basis" >
        <v>       3.17000000       0.00000000       0.00000000 </v>
        <v>       0.00000000       3.17000000       0.00000000 </v>
        <v>       0.05000000       0.00000000       6.40000000 </v>
       </varray>
       <i name="volume">     64.31296000 </i>
       <varray name="rec_basis" >
        <v>       0.31545741       0.00000000      -0.00246451 </v>
        <v>       0.00000000       0.31545741       0.00000000 </v>
        <v>       0.00000000       0.00000000       0.15625000 </v>
       </varray>
      </crystal>
      <varray name="positions" >
       <v>       0.00000000       0.00000000       0.00000000 </v>
       <v>       0.50000000       0.50000000       0.26000000 </v>
       <v>       0.01000000       0.02000000       0.51000000 </v>
      </varray>
     </structure>
    </modeling>
    """#
