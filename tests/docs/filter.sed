# Our plain comments as doxygen's: before a declaration, after a member, and the first of a file.
# What they say is text: nothing in it is a command or a tag.
/^\/\* SPDX/d
/^\/\* ---/d
s/^\/\*$/\/** @file/
s/^\( *\)\/\* /\1\/** /
s/\([;,{}A-Za-z0-9_]\)\( *\)\/\* /\1\2\/**< /
s/\\\([a-z<@&]\)/\\\\\1/g
s/<\([A-Za-z]*\)>/\\<\1\\>/g
