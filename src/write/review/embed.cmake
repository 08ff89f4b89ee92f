# SPDX-License-Identifier: Apache-2.0
# The sources of the review page as C arrays, so that the library needs no file at run time.
# usage: cmake -DOUT=FILE.c "-DJS=a.js;b.js" -P embed.cmake   (in the folder of the sources)
function(append_array name)
  set(hex "")
  foreach(file ${ARGN})
    file(READ ${CMAKE_CURRENT_LIST_DIR}/${file} text)
    # these would end the element that the text is put into
    if(text MATCHES "</[sS][cCtT]|<!--|\r")
      message(FATAL_ERROR "${file}: holds </script, </style, <!-- or a carriage return")
    endif()
    file(READ ${CMAKE_CURRENT_LIST_DIR}/${file} bytes HEX)
    string(APPEND hex ${bytes})
  endforeach()
  string(REPEAT "[0-9a-f]" 48 line)
  string(REGEX REPLACE "(${line})" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(APPEND code "static const unsigned char ${name}[] = {\n${hex}};\n"
         "const bihe_view bihe_review_${name} = {(const char *)${name}, sizeof ${name}};\n")
  set(code "${code}" PARENT_SCOPE)
endfunction()

set(code "/* Made by src/write/review/embed.cmake. */\n#include \"write/review/page.h\"\n")
append_array(css page.css)
append_array(body page.html)
append_array(js ${JS})
file(WRITE ${OUT} "${code}")
