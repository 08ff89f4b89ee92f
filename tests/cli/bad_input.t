Whatever is wrong with an input, it is named, the exit status tells, and nothing else is lost.

A post to stand beside the bad ones:

    $ printf '%s\n' '---' 'title: T' '---' '我们昨天去了海边。' 'We went to the sea yesterday.' > good.md

A missing file:

    $ bihe align --quiet --to beads nowhere.md good.md

A folder without posts is no error:

    $ mkdir empty && bihe align empty

A folder that is not there:

    $ bihe align --quiet nofolder/

A binary file:

    $ head -c 5000 /dev/zero > zeros.md; bihe align --quiet --to beads zeros.md good.md

    $ head -c 3000 "$(command -v bihe)" > program.txt; bihe align --quiet --to beads program.txt good.md

NUL bytes in text are dropped and told:

    $ printf '我们昨天\000去了海边。\nWe went to the sea yesterday.\n' > nul.md; bihe align --quiet nul.md -o out.tsv; echo "status $?"; cut -f 2,3 out.tsv

Invalid UTF-8:

    $ printf '我们昨天去了海边。这里有一个坏字节\377。\nWe went to the sea yesterday. Here is a bad byte.\n' > bad.md; bihe align --quiet bad.md -o out.tsv; echo "status $?"; cut -f 2,3 out.tsv

Front matter that is never closed:

    $ printf -- '---\ntitle: T\n\n我们昨天去了海边。\n\nWe went to the sea yesterday.\n' > open.md; bihe align --quiet --to beads open.md

Front matter that is no YAML: line and column are told, the body is used:

    $ printf -- '---\ntitle: T\ntags: [a, b\n---\n我们昨天去了海边。\nWe went to the sea yesterday.\n' > yaml.md; bihe align --quiet --to beads yaml.md

An alias bomb:

    $ { echo '---'; echo 'a: &a [x,x,x,x,x,x,x,x,x,x]'; p=a; for k in b c d e f g h; do echo "$k: &$k [*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p]"; p=$k; done; echo '---'; echo '我们昨天去了海边。'; echo 'We went to the sea yesterday.'; } > bomb.md; bihe align --quiet --to beads bomb.md

A line of a gigabyte is refused before it is read:

    $ truncate -s 1G huge.md; bihe align --quiet --to beads huge.md good.md

and so is a long stream:

    $ head -c 3000000 /dev/zero | tr '\0' 'a' | bihe align --quiet --max-bytes 1M -

An empty file has no text, which is no error:

    $ : > empty.md; bihe align empty.md

An output in a folder that is not there; the other output is written:

    $ bihe align --quiet good.md -o no/where.tmx -o beside.tsv; wc -l < beside.tsv

An output that cannot be written, with no partial file left:

    $ mkdir locked.tmx; bihe align --quiet --to beads good.md -o locked.tmx -o -; echo "status $?"; ls locked.tmx *.tmp

A full disk:

    $ bihe align --quiet good.md -o - > /dev/full

    $ bihe align --quiet good.md -o /dev/full --to tmx

A closed pipe:

    $ (bihe align --quiet --to beads good.md; echo "status $?" >&2) | true

A killed run leaves no half file under the name that was asked for:

    $ mkfifo pipe.md; (bihe align --quiet good.md pipe.md -o killed.tmx & pid=$!; sleep 1; kill -9 $pid; wait $pid) 2>/dev/null; ls killed.tmx

An interrupted one leaves nothing at all:

    $ (bihe align --quiet good.md pipe.md -o stopped.tmx & pid=$!; sleep 1; kill -TERM $pid; sleep 0.2; : > pipe.md; wait $pid; echo "status $?") 2>/dev/null; ls stopped.tmx*

A model folder that is none:

    $ bihe align --quiet --models nowhere good.md

A directory given as a file of a pair:

    $ bihe align --quiet --zh empty --en good.md
