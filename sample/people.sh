#!/bin/sh
# What the people of the sample plant would have said by now: contacts, systems, businesses, worst cases, who answers for what, whom
# they buy from. All of them are invented. people.sh MIMAMORI SITE.db ja|en
set -eu
mimamori=$1 lang=$3
export MIMAMORI_SITE="$2"
m() { "$mimamori" "$@" --lang "$lang" --quiet > /dev/null; }
t() { if [ "$lang" = ja ]; then printf '%s' "$1"; else printf '%s' "$2"; fi; }
day() { date -d "$1" +%F; }
devices=$("$mimamori" device list --format csv)
dev() { printf '%s\n' "$devices" | awk -F, -v what="$1" '$1 == what || $5 == what { print $4 }'; } # by equipment number or name

# --- who

m contact add name="$(t '保全 太郎' 'Taro Hozen')" side=ot unit="$(t 製造部保全課 'Production, maintenance')" phone=2310 mail=taro@plant.example     # c1
m contact add name="$(t '見守 花子' 'Hanako Mimamori')" side=it unit="$(t 情報システム課 IT)" phone=2150 mail=hanako@plant.example                # c2
m contact add name="$(t '工場 一郎' 'Ichiro Kojo')" side=executive unit="$(t 工場長 'Plant director')" phone=2001 mail=ichiro@plant.example       # c3
m contact add name="$(t '運転 次郎' 'Jiro Unten')" side=ot unit="$(t 第1ライン 'Line 1')" phone=2311                                              # c4
m contact add name="$(t '例示 三郎' 'Saburo Reiji')" side=vendor unit="$(t 例示エンジニアリング 'Reiji Engineering')" mail=desk@integrator.example # c5
m contact add name="$(t '仮名 四郎' 'Shiro Kamei')" side=vendor unit="$(t 仮名クラウド 'Kamei Cloud')" mail=desk@cloud.example                     # c6

# --- what

m system add "$(t '第1ライン 温度監視' 'Line 1, temperature')" --level core --start 2026-04-01 --end 2031-03-31                                    # s1
m system add "$(t '門のカメラ（試験中）' 'Gate camera (trial)')" --level poc --start 2026-10-01 --end "$(day '+120 days')" --trial                 # s2
plc=$(dev PLC-101) sensor=$(dev TS-101) gateway=$(dev GW-101)
m system assign s1 "$(dev SV-001)" "$(dev NW-003)" "$(dev NW-002)" "$(dev HMI-101)" "$sensor" "$plc" "$(dev PC-202)" "$gateway" "$(dev PC-201)"
m system assign s2 "$(dev netcam-gate)"

press=$(t '自動車部品のプレス（第1ライン）' 'Pressing of car parts (line 1)') gate=$(t '出入りの見守り' 'Watching the gate')
m record add business --system s1 business="$press" weight=core endures=4 \
	dependence="$(t '炉の温度の記録がないと、その日の製品を出荷できない' 'Without the record of the furnace temperature nothing made that day may be shipped')" \
	fallback="$(t '紙の記録で半日はつなげる' 'Paper records bridge half a day')" owner=c1 deputy=c4 --says yes
m record add business --system s2 business="$gate" weight=trial endures=72 \
	dependence="$(t '守衛が歩いて見回る' 'The guard walks his round')" fallback="$(t '守衛の見回り' "The guard's round")" owner=c1 deputy=c2 --says yes

# worst DEVICE HARM SAFETY QUALITY DELIVERY CORE LOSS OWNER STORY SPREAD MEASURE
worst() { m record add worst-case --system s1 --device "$1" business="$press" harm="$2" safety="$3" quality="$4" delivery="$5" serious="$6" loss="$7" owner="$8" deputy=c4 \
	story="$9" spread="${10}" measure="${11}" --says yes; }
worst "$plc" stop limited none serious serious 12000000 c1 "$(t 'プログラムを書き換えられてプレスが止まり、復旧に二日かかる' 'The program is rewritten, the press stands, and it takes two days to get it back')" \
	"$(t '第1ラインと翌日の納品' "Line 1 and next day's delivery")" "$(t '前月の控えから戻せる' "Last month's copy can be restored")"
worst "$sensor" wrong-value none serious limited serious 30000000 c1 "$(t '温度の値を書き換えられ、焼きの足りない部品を気づかずに出荷する' 'Temperatures are altered and badly hardened parts are shipped without anybody noticing')" \
	"$(t '出荷済みの製品と取引先' 'Goods already shipped, and the customer')" "$(t '抜き取りの硬さ検査' 'Hardness is checked on samples')"
worst "$gateway" leak none none none limited "$(t 'なし：まだ見積もっていない' 'none: not estimated yet')" c2 "$(t '生産量と温度の記録を外に持ち出される' 'Production figures and temperature records are carried off')" \
	"$(t '取引先の生産量' "The customer's volumes")" "$(t '契約の秘密保持' 'The confidentiality clause')"
m record add worst-case --system s2 business="$gate" harm=leak safety=none quality=none delivery=none serious=none loss=500000 spread="$(t '写った人' 'People in the pictures')" \
	story="$(t '門の映像を他人に見られる' "Somebody else watches the gate's pictures")" measure="$(t '録画は3日で消す' 'Pictures are erased after three days')" owner=c2 deputy=c1 --says yes

m record add responsible --system s1 person=c1 role="$(t '設定変更と切り離しを決める' 'Decides on settings and on cutting off')" reached="$(t '内線2310、夜間は守衛室から' 'Extension 2310, at night through the gatehouse')" \
	confirmed_on="$(day '-200 days')" owner=c1 deputy=c2 --says yes
m record add vendor --system s1 name="$(t 例示エンジニアリング 'Reiji Engineering')" contact=c5 does="$(t 'PLCとタッチパネルの保守' 'Maintains PLC and HMI')" \
	reached="$(t '平日9時から17時' 'Weekdays 9 to 17')" access="$(t 'PLC、タッチパネル、設定用PC' 'PLC, HMI, engineering PC')" owner=c1 deputy=c2 --says yes
m record add vendor --system s1 name="$(t 仮名クラウド 'Kamei Cloud')" contact=c6 does="$(t '温度の見える化サービス' 'Shows temperatures in its cloud')" \
	reached="$(t '24時間の窓口' 'A desk day and night')" access="$(t 'ゲートウェイと測定値' 'The gateway and the readings')" owner=c2 deputy=c1 --says yes
m record add responsibility-boundary --system s1 --device "$plc" vendor="$(t 例示エンジニアリング 'Reiji Engineering')" vendor_contact=c5 theirs="$(t 'PLCとタッチパネルのプログラム' 'Programs of PLC and HMI')" \
	ours="$(t 'ネットワーク、ID、控えの保管' 'Network, accounts, keeping the copies')" boundary="$(t '制御盤Aのスイッチの3番の口' 'Port 3 of the switch in panel A')" agreed=minutes owner=c1 deputy=c2 --says yes
m record add responsibility-boundary --system s1 --device "$gateway" vendor="$(t 仮名クラウド 'Kamei Cloud')" vendor_contact=c6 theirs="$(t 'クラウドと、そこまでの暗号' 'The cloud, and encryption up to it')" \
	ours="$(t 'ゲートウェイより内側' 'Everything behind the gateway')" boundary="$(t 'ゲートウェイの外側の口' 'The outer port of the gateway')" agreed=contract owner=c2 deputy=c1 --says yes
# asked KIND COST DAYS WHAT OTHERWISE
asked() { m record add decision-request --system s1 kind_of="$1" asked_of=c3 cost="$2" due_on="$(day "$3 days")" asked="$4" otherwise="$5" answer=waiting \
	answered_by="$(t 'なし：まだ答えがない' 'none: not answered yet')" owner=c1 deputy=c2 --says partly --because "$(t '答えを待っている' 'The answer is awaited')" --plan "$(day "$3 days")"; }
asked budget 480000 +21 "$(t '炉前の温度センサーを、パスワードを変えられるものに入れ替える' 'Replace the sensor at the furnace by one whose password can be changed')" \
	"$(t '誰でも設定を変えられる状態が来年も続く' 'Anybody can change its settings for another year')"
asked stop-authority "$(t 'なし：費用はかからない' 'none: it costs nothing')" +14 "$(t '夜間、当番がラインを止めて機器を切り離してよいことにする' 'At night whoever is on duty may stop the line to cut a device off')" \
	"$(t '止めてよいか聞けるまで、被害が広がる' 'Damage spreads until somebody can be asked')"
asked people "$(t 'なし：費用はかからない' 'none: it costs nothing')" +30 "$(t '保全課と情報システム課で、月に半日ずつ点検の時間を取る' 'Maintenance and IT each set half a day a month aside for checks')" \
	"$(t '見つかった弱点を直す人がいないまま残る' 'What was found stays, as nobody has the time to mend it')"

# --- attacks: two accepted and planned for, one left out
op="arbitrary-operation@$plc" theft="theft@$sensor"
m attack accept "$op" --because "$(t '書込みに承認の記録がなく、夜間は人がいない' 'Writes have no approval, and nobody is there at night')" --as c1
m attack measure "$op" key-switch --it c2 --ot c1 --by "$(day '+60 days')" --as c1
m attack measure "$op" planned-work --it c2 --ot c1 --by "$(day '+30 days')" --as c1
m attack measure "$op" only-approved --it c2 --ot c1 --by "$(day '+90 days')" --as c2
m attack accept "$theft" --because "$(t '炉の前は外注の人も通る' 'People of other companies pass the furnace')" --as c1
m attack reject "theft@$(dev NW-003)" --because "$(t '柱の上5メートルにあり、はしごがないと届かない' 'It hangs five metres up and needs a ladder')" --as c1

t '見本の工場の人・事業・最悪の影響などの記録は、作りごとです（sample/people.sh）' 'The people, businesses and worst cases recorded for the sample plant are invented (sample/people.sh)'
echo
