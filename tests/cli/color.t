Messages are in colour on a terminal only.

    $ bihe align nowhere.md 2>&1 >/dev/null | cat -v | head -n 1
    > bihe: nowhere.md: error: cannot open: No such file or directory
    $ bihe align --color always nowhere.md 2>&1 >/dev/null | cat -v | head -n 1
    > bihe: nowhere.md: ^[[1;31merror:^[[0m cannot open: No such file or directory
    $ NO_COLOR=1 bihe align --color always nowhere.md 2>&1 >/dev/null | cat -v | head -n 1
    > bihe: nowhere.md: ^[[1;31merror:^[[0m cannot open: No such file or directory
    $ BIHE_COLOR=always bihe align nowhere.md 2>&1 >/dev/null | cat -v | head -n 1
    > bihe: nowhere.md: ^[[1;31merror:^[[0m cannot open: No such file or directory
    $ bihe align --color sometimes nowhere.md
    [2]
    ! bihe align: --color: bad value 'sometimes' (messages in colour: auto always never [auto: on a terminal, without NO_COLOR])

A terminal, made by script(1):

    $ TERM=xterm script -qc 'bihe align nowhere.md' /dev/null | cat -v | grep -c '\^\[\[1;31merror:\^\[\[0m'
    > 2
    $ TERM=xterm script -qc 'bihe align --color never nowhere.md' /dev/null | cat -v | grep -c '1;31m'
    [1]
    > 0
    $ TERM=xterm NO_COLOR=1 script -qc 'bihe align nowhere.md' /dev/null | cat -v | grep -c '1;31m'
    [1]
    > 0
    $ TERM=dumb script -qc 'bihe align nowhere.md' /dev/null | cat -v | grep -c '1;31m'
    [1]
    > 0
