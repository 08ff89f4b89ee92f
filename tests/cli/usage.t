Wrong usage ends with status 2 and says what to do.

    $ bihe
    $ bihe alien
    $ bihe align
    $ bihe align --colour post.md
    $ bihe align -o
    $ bihe align --min-score much post.md
    $ bihe align --min-score 1.5 post.md
    $ bihe align --max-bead 9,9 post.md
    $ bihe align --to docx post.md
    $ bihe align post.md -o out.docx
    $ bihe align post.md -o a.tmx -o a.tmx
    $ bihe align --zh a.md
    $ bihe align --zh a.md --en b.md c.md
    $ bihe align --layout columns post.md
    $ bihe align --segtype chapter post.md
    $ bihe align --jobs 0 post.md
    $ bihe align --tags zh_CN,en post.md
    $ bihe eval one
    $ bihe --version
    $ bihe align --version
    $ bihe segment --help
