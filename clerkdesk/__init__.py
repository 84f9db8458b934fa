"""An offline desk for the clerk who runs a department's government-information disclosure.

It registers publications and requests, reviews them for confidentiality, counts the legal days,
warns in yellow and red, writes the formal letters and proves afterwards what was done.

Glossary (identifiers in English, words in `ui/words.py` and `resources/`):

    request       依申请公开      item          申请事项      publication   主动公开
    review        保密审查        correction    补正          consultation  征求意见
    extension     延期            reply         答复          assignment    转办
    light         红黄灯          work plan     工作要点      ledger        台账
    dispute       复议诉讼        void          作废          party         当事人
    unit          机构、处室      letter        文书          notice        放假通知
    make-up day   调休上班日      horizon       放假通知已载入至
    provisional   暂定            dispatch      交邮、送达    remedies      救济途径

Where to look: README.md has the ten-second finder.
"""
