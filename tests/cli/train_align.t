Weights of the aligner from documents whose alignment is known.

    $ bihe train align -o w.yaml nowhere
    [1]
    ! bihe: nowhere/gold: error: No such file or directory
    $ mkdir -p g/zh g/en g/gold; bihe train align -o w.yaml g
    [1]
    ! bihe: g/gold: error: no files NAME.align in this folder
    $ printf '雨停了。\n我们走回家。\n狗已经睡了。\n' > g/zh/1; printf 'The rain stopped.\nWe walked home. It was late.\nThe dog was asleep.\n' > g/en/1
    $ printf '[0]:[0]\n[1]:[1]\n[2]:[1]\n' > g/gold/1.align; bihe train align -o w.yaml g
    [1]
    ! bihe: g/gold/1.align:3: error: beads must hold the sentences of both files in order
    $ printf '[0]:[0]\n[1]:[1]\n' > g/gold/1.align; bihe train align -o w.yaml g; ls w.yaml
    [2]
    ! bihe: g/gold/1.align:3: error: sentences are missing: 2 and 2 of 3 and 3
    ! ls: cannot access 'w.yaml': No such file or directory
    $ printf '[0]:[0]\n[1]:[1]\n[2]:[2]\n' > g/gold/1.align; cp g/zh/1 g/zh/2; cp g/en/1 g/en/2; cp g/gold/1.align g/gold/2.align
    $ bihe train align -o w.yaml g; bihe train align --quiet -o v.yaml g; cmp v.yaml w.yaml && echo same; grep -c '^shape' w.yaml
    > same
    > 36
    ! bihe: weights from 2 documents
    ! bihe: each aligned with what the others taught: strict P 1.000 R 1.000 F1 1.000, lax P 1.000 R 1.000 F1 1.000; Brier score 0.003; log probability of the truth -0.7
    ! bihe: scores 0.9 to 1.0: 6 beads, 1.000 right
