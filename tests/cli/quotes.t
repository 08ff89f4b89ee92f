Straight quotes look the same opening and closing. Where spaces were lost or added beside one, the
other language tells to which sentence it belongs:

    $ printf '%s\n' '他说：“这座桥很安全，我们每年都检查它。”市民可以放心。“今天早上我走过了它。”' "He said, 'The bridge is safe, and we check it every year. 'Citizens need not worry.'This morning I walked across it.'" > bridge.txt
    $ bihe align bridge.txt 2>&- | cut -f 2,3,5
    > zh	en	type
    > 他说：“这座桥很安全，我们每年都检查它。”	He said, 'The bridge is safe, and we check it every year. '	1-1
    > 市民可以放心。	Citizens need not worry.	1-1
    > “今天早上我走过了它。”	'This morning I walked across it.'	1-1
