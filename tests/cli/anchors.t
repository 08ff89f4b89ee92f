Lines that the user knows to belong together.

    $ printf '%s\n' '雨停了。' '我们走到河边。' '船还没有来。' '大家都很冷。' > zh.txt
    $ printf '%s\n' 'The rain has stopped.' 'We walked to the river.' 'The boat had not come yet.' 'Everyone was cold.' > en.txt
    $ bihe align --quiet --presegmented --zh zh.txt --en en.txt --to beads
    > [0]:[0]
    > [1]:[1]
    > [2]:[2]
    > [3]:[3]

The third Chinese line with the second English one, whatever it says:

    $ printf '# zh\ten\n\n3\t2\n' > anchors.tsv
    $ bihe align --quiet --presegmented --zh zh.txt --en en.txt --anchors anchors.tsv --to beads | sed 's/]:\[/ /; s/[][]//g' | awk '{ if ($1 ~ /[23]/ && $2 ~ /0/ || $1 ~ /[01]/ && $2 ~ /[123]/) print "crosses" }'
    $ bihe align --quiet --presegmented --zh zh.txt --en en.txt --anchors anchors.tsv --to beads | grep -c '^\[2.*:\[1\|^\[2\]:\[\]\|^\[\]:\[1\]'
    > 1

In a post the lines are those of its file, and a sentence of a line goes by its number:

    $ printf '%s\n' '---' 'title: T' '---' '雨停了。我们走到河边。船还没有来。' 'The rain has stopped. We walked to the river. The boat had not come yet.' > post.md
    $ printf '4:2\t5:2\n' > anchors.tsv; bihe align --quiet post.md --anchors anchors.tsv --to beads
    > [0]:[0]
    > [1]:[1]
    > [2]:[2]

What cannot be is named with its line:

    $ printf '4:2\t5:2\n4:9\t5:3\n' > anchors.tsv; bihe align --quiet post.md --anchors anchors.tsv --to beads
    [1]
    ! bihe: anchors.tsv:2: error: fewer than 9 Chinese sentences start on line 4 in this part of the post
    ! bihe: error: nothing could be read: no output is written
    $ printf '4\t6\n' > anchors.tsv; bihe align --quiet post.md --anchors anchors.tsv --to beads
    [1]
    ! bihe: anchors.tsv:1: error: no English sentence starts on line 6 in this part of the post
    ! bihe: error: nothing could be read: no output is written
    $ printf '2\t3\n\n3\t2\n' > anchors.tsv; bihe align --quiet --presegmented --zh zh.txt --en en.txt --anchors anchors.tsv --to beads
    [1]
    ! bihe: anchors.tsv:3: error: does not come after the anchor of line 1 on both sides
    $ printf '2 3\n' > anchors.tsv; bihe align --quiet --presegmented --zh zh.txt --en en.txt --anchors anchors.tsv --to beads
    [1]
    ! bihe: anchors.tsv:1: error: not an anchor: the line of a Chinese sentence, a tab, that of an English one, such as 12 and 15, or 12:3 for the third of line 12
    $ bihe align --quiet --presegmented --zh zh.txt --en en.txt --anchors nowhere.tsv --to beads
    [1]
    ! bihe: nowhere.tsv: error: cannot open: No such file or directory
    $ bihe align --quiet post.md zh.txt --anchors anchors.tsv
    [2]
    ! bihe align: --anchors goes with one post, or with --zh and --en (bihe align --help explains)
