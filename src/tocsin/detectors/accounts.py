"""User names in logs, prompts, commands and fields, in many languages.

A name of one word in small letters, as machines call people; what every machine has (root, admin) is nobody's.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.names.catalogue import is_family, is_ordinary
from tocsin.vocab.triage import Confidence

NAME = "accounts"
SUMMARY = "user names in logs, commands and sentences of many languages"

_USER = r"[A-Za-z][\w.-]{1,39}"
_WORDS = (
    r"user ?name|login(?: name)?|log-?in|account(?: name)?|handle|gamertag|player|nick(?:name)?|screen ?name|"
    r"benutzer(?:name|kennung)?|kennung|anmeldename|konto|gebruikersnaam|account|inlognaam|användarnamn|användare|"
    r"bruger(?:navn)?|brukernavn|bruker|konto|notandanafn|notandi|käyttäjä(?:tunnus|nimi)?|tunnus|tunnuksella|"
    r"kasutaja(?:nimi)?|konts|lietotājs|lietotājvārds|naudotoj(?:as|o vardas)|prisijungimo vardas|paskyra|"
    r"identifiant|utilisateur|nom d['’]utilisateur|compte|usuario|nombre de usuario|cuenta|usuário|utilizador|"
    r"nome de usuário|nome de utilizador|conta(?: usada)?|utente|nome utente|utenza|account|cont|"
    r"utilizator|nume de utilizator|"
    r"użytkownik|nazwa użytkownika|konto|login|uživatel(?:ské jméno)?|přihlašovací jméno(?: je)?|účet|používateľ|"
    r"korisnik|korisničko ime|nalog|uporabnik|felhasználó(?:név|nevet?)?|fiók|llogaria|përdoruesi|"
    r"όνομα χρήστη|χρήστης|λογαριασμός|пользовател[ья]|имя пользователя|логин|учётк[аи]|учетк[аи]|"
    r"аккаунт|под|користувач|"
    r"логін|обліковка|обліковий запис|потребител|корисник|kullanıcı(?: adı)?|hesap|hesabı|istifadəçi|"
    r"שם משתמש|משתמש|חשבון|اسم المستخدم|المستخدم|حساب|نام کاربری|کاربر|उपयोगकर्ता|यूज़रनेम|जूजर|আইডি|jina la mtumiaji|"
    r"mtumiaji|akaunti|nama pengguna|pengguna|akun|username|tên đăng nhập|tài khoản|ชื่อผู้ใช้|บัญชี|ผู้ใช้|"
    r"用户名|用户|账号|帐号|帳號|使用者|微信号?|QQ号?|暱稱|昵称|ユーザー名|ユーザーID|アカウント|ログインID|ハンドル|아이디|계정|사용자|닉네임|닉|유저|"
    r"लॉगिन|लॉग इन|লগইন|லாகின்|లాగిన్|ലോഗിൻ|ਲਾਗਇਨ|ਲਾਗਿਨ|લૉગિન|لاگ ان|یوزر نیم|تسجيل الدخول|"
    r"ล็อกอิน|로그인|ログイン名|登录名|登錄名"
)
PATTERNS = (
    Pattern(
        rule="account-after-word",
        label=Label.USERNAME,
        trigger=r"[a-z\x80-\xff][ :=]",
        regex=(
            rf"(?i:(?<![^\W_])(?:{_WORDS}))(?:(?: [^\W\d_][^\s:=@]{{0,14}}){{1,4}}(?= (?:is|was|ist|es|est|jest|on|"
            rf"är|er|é|è|este) ))?"
            rf"\s?[\"'„“«]?\s?(?:[:=：]\s?|is |was |ist |es |est |je |jest |"
            rf"on |är |er |é |è |este |[은는이가]\s?|是\s?|为\s?|為\s?|は\s?|"
            rf"adlı |de |für |for |"
            rf"(?<=[\u0900-\u0dff\u0600-\u06ff\u0e00-\u0e7f]) )?[\"'`„“«]?(?P<value>[A-Za-z][\w.-]{{2,39}})"
            r"(?![\w@/(\\]|[.:-]\w)"
        ),
        reason="a word for account stands before a word formed as user names are",
        examples=("kullanıcı adı: ⟦okovacs⟧,", "логин ⟦i.kovacs⟧,", "conta usada: ⟦obrun_2⟧."),
        counterexamples=("account admin", "login failed", "conta de luz", "user agent"),
    ),
    Pattern(
        rule="account-of-a-domain",
        label=Label.USERNAME,
        trigger=r"[a-z0-9_-]{2,20}\\{1,4}[a-z]",
        regex=rf"(?:(?<![\w\\/:.])|(?<=user:))(?!HKEY_)[A-Z][A-Z0-9_-]{{1,20}}\\{{1,2}}(?P<value>{_USER})(?![\w\\@$]|\.\w)",
        reason="a user of a Windows domain",
        confidence=Confidence.HIGH,
        examples=("/user:CORP\\⟦i.kovacs⟧ x", "CORP\\⟦obrun⟧,"),
        counterexamples=(
            "CORP\\Administrator",
            "HKLM\\Software\\x",
            "[HKEY_CURRENT_USER\\Volatile Env]",
            "C:\\Windows\\x",
        ),
    ),
    Pattern(
        rule="account-in-a-prompt",
        label=Label.USERNAME,
        trigger=r"[a-z0-9._-]{2,40}@[a-z0-9._-]{1,60}[ :][^\n]{0,80}[$%#>]",
        regex=(
            rf"^(?:\([\w.-]{{1,30}}\) )?\[?(?P<value>{_USER})@[\w.-]{{1,60}}(?: [^\]\n]{{1,60}}\]|"
            rf":[~/][^\s$#%>]{{0,80}})[$#%>] "
        ),
        reason="the prompt of a shell begins with the user",
        confidence=Confidence.HIGH,
        examples=("[⟦ikovacs⟧@node4 ~]$ ls", "⟦obrun⟧@web1:~/src$ make"),
        counterexamples=("[root@node4 ~]# ls", "mail ada@mailbox.org today"),
    ),
    Pattern(
        rule="account-in-a-command",
        label=Label.USERNAME,
        trigger=(
            r"(?:ssh|scp|sftp|rsync|sudo|su|last|squeue|chown|useradd|userdel|usermod|passwd|id|curl|"
            r"net user|login|identity|"
            r"mysql|psql|smbclient|evil-winrm|hydra|runas|getent|crontab|kinit|machine|pkill)"
        ),
        regex=(
            rf"(?:\b(?:sudo|squeue|psql|crontab|pkill|ps|smbclient|evil-winrm|mysql|curl|kinit|hydra|"
            rf"last)\b[^\n|;]{{0,40}} "
            rf"-(?:u|U|l|i) ?|\b(?:ssh|scp|sftp|rsync)\b(?: -\w{{1,40}}(?: [\w./~-]{{1,40}})?){{0,4}} |\bsu - ?|"
            rf"\b(?:useradd|userdel|usermod|"
            rf"passwd|net user|chown|kinit|getent passwd|asktgt for) |(?:-Identity|/user:|"
            rf"--user(?:name)?[ =]|-login) ?|"
            rf"^\s{{0,6}}[-+]?\s{{0,6}}login )(?P<value>{_USER})(?=[\s:@,;'\"]|$)"
        ),
        reason="the user that a command names",
        examples=(
            "$ ssh -i key ⟦ikovacs⟧@node4",
            "sudo -u ⟦obrun⟧ id",
            "  login ⟦imre_k⟧ password x",
            "Get-ADUser -Identity ⟦ikovacs⟧ -P",
        ),
        counterexamples=("sudo -u postgres psql", "ssh into the box", "last week", 'curl -u "$U" x'),
    ),
    Pattern(
        rule="account-in-a-record",
        label=Label.USERNAME,
        trigger=(
            r"(?:username|user|author|account|nick|login|owner|uid|player|actor|sender|triggered|"
            r"upload|user@host)"
        ),
        regex=(
            rf"(?:\"(?:user|author|sender|actor|member|player|account|owner|creator|"
            rf"principal)\"\s?:\s?\{{[^{{}}\n]{{0,80}}?\"(?:name|"
            rf"login|username|id|nick)\"\s?:\s?\"|Name=\"(?:Target|Subject)UserName\">|:user/|[Uu]ser@[Hh]ost: |"
            rf"[Ll]ogin (?:incorrect|OK)[^\[\n]{{0,120}}\[|\bas user \"|<(?i:user(?:name)?|login|account|nick|uid)>|"
            rf"(?:upload|paste|commit|post|run|trigger|login|build|job)(?:s|ed)? by |[\"\s]user(?:name)?=\"?)"
            rf"(?P<value>{_USER})(?=[\"<\[\]/\s,;.@)']|$)"
        ),
        reason="the field of a record in which a user stands",
        examples=(
            '"user":{"name":"⟦ikovacs⟧","x":1}',
            '<Data Name="TargetUserName">⟦obrun⟧</Data>',
            "arn:aws:iam::1:user/⟦ikovacs⟧",
            "# User@Host: ⟦obrun⟧[obrun] @ x",
        ),
        counterexamples=(
            '"user":{"name":"Imre Kovacs"}',
            "arn:aws:iam::1:user/admin",
            "built by Jenkins",
            "run by attackers",
        ),
    ),
    Pattern(
        rule="account-in-a-key",
        label=Label.USERNAME,
        trigger=r"(?:login|user|account|principal|actor|nick|handle|operator|by|owner|samaccount|screen)",
        regex=(
            r"(?i:(?<![a-z])(?:[a-z]{2,16}[_.-]?)?(?:login[_-]?(?:id|name)?|user[_-]?(?:name|login|principal)|"
            r"account[_-]?name|"
            r"principal[_-]?(?:name|id)?|actor[_-]?(?:name|id|login)?|samaccountname|nick(?:name)?|screen[_-]?name|"
            r"handle|operator|"
            r"(?:initiated|performed|triggered|requested|created|updated|changed|run|ran|executed|approved)[_-]?by|"
            r"by|owner))"
            rf"(?:\"\s?:\s?\"|=\"|='|(?<=by)=|>)(?P<value>{_USER})(?=[\"'<,\s)@]|$)"
        ),
        reason="the key under which a record names who acted",
        examples=(
            '"loginId":"⟦ji.ho⟧",',
            '"AccountName": "⟦lqasim7⟧"',
            'op=LOGOUT by="⟦noor.k⟧" from',
        ),
        counterexamples=('"owner":"Platform"', "run by attackers", '"operator": "equals"'),
    ),
    Pattern(
        rule="account-in-a-log-line",
        label=Label.USERNAME,
        trigger=r"(?:_[a-z]{2,16}/[0-9]{3} |\] [a-z0-9_.-]{2,40}@)",
        regex=(
            rf"\b[A-Z]{{1,20}}_[A-Z_]{{2,20}}/\d{{3}} \d{{1,12}} [A-Z]{{3,8}} \S{{1,300}} (?P<value>{_USER})(?= [A-Z_"
            rf"]{{4,20}}/)|"
            rf"(?<=\] )(?:{_USER})(?=@[\w-]{{1,40}} (?:LOG|FATAL|ERROR|STATEMENT|DETAIL|WARNING|HINT): )"
        ),
        reason="the place of the user in a line of log (Squid native format; PostgreSQL log_line_prefix)",
        confidence=Confidence.HIGH,
        examples=(
            "10.8.7.1 TCP_TUNNEL/200 1265 CONNECT pypi.org:443 ⟦sy.baek⟧ HIER_DIRECT/- -",
            "[22911] ⟦rtavares⟧@agro FATAL:  password",
        ),
        counterexamples=("TCP_MISS/200 1265 GET http://a.example/ - HIER_DIRECT/-", "[12] postgres@agro LOG: x"),
    ),
    Pattern(
        rule="nick-in-chat",
        label=Label.USERNAME,
        trigger=r"(?:<[ @+%~&]?[a-z_][a-z0-9_.-]{1,30}>|now known as|\(@[a-z])",
        regex=(r"(?:^|(?<=[\s\])]))(?:<[ @+%~&]?(?P<value>[A-Za-z_][\w.|-]{1,30})>)(?=\s)"),
        reason="who speaks, in a line of IRC (RFC 2812, as clients log it)",
        confidence=Confidence.HIGH,
        examples=("[23:51] <⟦ikovacs⟧> hello", "10:11 <@⟦obrun_⟧> who?"),
        counterexamples=("<html> <body> x", "a <b> c"),
    ),
    Pattern(
        rule="account-in-an-address",
        label=Label.USERNAME,
        trigger=r"[a-z0-9]:(?://|thin:)[a-z0-9._-]{2,40}[:/]",
        regex=rf"(?<=[a-z0-9]:)(?://|(?<=thin:))(?P<value>{_USER})(?=[:/][^\s/@]{{1,80}}@)",
        reason="the user in the address of a service (RFC 3986 section 3.2.1)",
        confidence=Confidence.HIGH,
        examples=("postgres://⟦ledger_rw⟧:x9@db", "rtsp://⟦portier⟧:Tor-7@cam/1"),
        counterexamples=("https://site.org:443/", "http://admin:x@cam"),
    ),
    Pattern(
        rule="account-of-an-act",
        label=Label.USERNAME,
        trigger=r"(?:owner|analyst|responder|assignee|applied|suser|duser|operator|alias|_user|role|for|recipient|comment|note|capture|display)",
        regex=(
            rf"(?:(?<![\w.])(?:owner|suser|duser|sourceUserName|operator|initiator|requestor|submitter|alias)=|"
            rf"last-applied-by: |[Aa]pplied by |(?:ansible|ssh|db|become|remote|deploy|svc|service)_user: |"
            rf"\b(?:ALTER|CREATE|DROP) (?:ROLE|USER) |"
            rf"\b(?:owner|analyst|responder|assignee|opened by|closed by) |\bAccepted [\w/-]{{3,30}} for |"
            rf"\b(?:[Oo]perator|[Cc]omment|[Cc]apture|[Nn]ote|[Nn]ota|[Nn]otatka|[Nn]otiz)(?: by| note)?[: ] ?\(?|"
            rf"\"alias\": ?\"|\"display\": ?\"|\"as\": ?\"|\\\"as\\\":\\\")"
            rf"(?P<value>{_USER})(?=[\s\"'\\,;:)@\]]|$)"
        ),
        reason="who owns, applied, wrote or was let in",
        examples=(
            "app=x owner=⟦hbrekke7⟧ up",
            "kubectl/last-applied-by: ⟦hbrekke7⟧\n",
            "ALTER ROLE ⟦t_halloran⟧ WITH",
            "Accepted publickey for ⟦hbrekke⟧ from",
            "-- operator note (⟦t.halloran⟧@jump)",
        ),
        counterexamples=("owner=platform-team", "Note by the desk", "ALTER ROLE postgres", "operator=equals"),
    ),
    Pattern(
        rule="account-of-a-system",
        label=Label.USERNAME,
        trigger=(
            r"(?:failed for user|otpauth://|evn\||docker login|podman login|helm registry|machine [^ ]{1,80} login|"
            r"cn=(?:svc|adm|srv|sa)[-_]|cn: (?:svc|adm|srv|sa)[-_]| [a-z]{3,4},\"[a-z]|['`]@['`]|"
            r" (?:logged (?:in|on|out|off)|signed in|lacks|has no|authenticated)[ ,.])"
        ),
        regex=(
            rf"(?:\bfailed for user \"{{0,2}}|otpauth://[th]otp/(?:[^:/?\s]{{1,40}}(?::|%3A))?|^EVN\|(?:[^|"
            rf"\n]{{0,40}}\|){{4}}|"
            rf"\b(?:docker|podman) login [^\n]{{0,40}}?-u |\bhelm registry login [^\n]{{0,40}}?-u |"
            rf"\bmachine \S{{1,80}} login |(?i:(?<![a-z])cn(?:=|: ))(?=(?:svc|adm|srv|sa)[-_])|"
            rf"^\d{{4}}-\d\d-\d\d [\d:.]{{8,15}} [A-Z]{{3,4}},\"(?=[^\"\n]{{2,40}}\",\"[^\"\n]{{1,40}}\",\d)|"
            rf"(?<=['` ])['`](?=[\w.-]{{2,40}}['`]@['`])|"
            rf"\b(?i:user|administrator|operator|utilisateur|benutzer|usuario|utente|gebruiker) \"?(?={_USER}\"? "
            rf"(?:logged (?:in|on|out|off)|signed in|lacks|has no|authenticated)\b))"
            rf"(?P<value>{_USER})(?=[\s\"'`\\,;:)?&|]|$)"
        ),
        reason="where a system names the account (LDAP, OTP links, HL7 EVN-5, PostgreSQL csvlog, MySQL, netrc)",
        confidence=Confidence.HIGH,
        examples=(
            'authentication failed for user ""⟦hbrekke⟧""',
            "otpauth://totp/Desk:⟦hbrekke⟧?secret=X",
            "EVN|A08|20310512083011|||⟦brekke_h⟧\n",
            "docker login -u ⟦hbrekke⟧ -p x",
            "machine nexus.lan login ⟦hbrekke⟧ password",
            "dn: cn=⟦svc-desk⟧,ou=x",
            '2031-05-11 02:21:10.114 UTC,"⟦desk_svc⟧","bids",8812,"10',
            "GRANT SELECT ON a.* TO '⟦hbrekke⟧'@'10.20.%'",
            "Administrator ⟦hbrekke⟧ logged in from",
        ),
        counterexamples=(
            "authentication failed for user root",
            "cn=Domain Users,ou=x",
            "the user has no rights",
            "otpauth://totp/?secret=X",
        ),
    ),
    Pattern(
        rule="handle-in-brackets",
        label=Label.USERNAME,
        trigger=r"\(@?[a-z][a-z0-9._-]{2,30}\)",
        regex=r"(?<=[^\W\d_] \()@?(?P<value>[a-z][a-z0-9._-]{2,30})(?=\))",
        reason="a user name in brackets behind a name",
        confidence=Confidence.LOW,
        examples=("by Imre Kovacs (@⟦ikovacs⟧)", "Odile Brun (⟦obrun7⟧)"),
        counterexamples=("Model (beta)", "the gateway (nginx)"),
    ),
)
_NOBODY_WORDS = """
the a an admin administrator root user users system service none null true false guest anonymous nobody test
default shared public runner ubuntu ec2-user was is not successful failed page your my his her our their this
that agent assistant human tool name id value and or for with text string int role model localhost invalid
unknown error warning info debug notice postgres mysql redis nginx www-data git svc app daemon work content code
data message access email password token session query count type group interface profile bot support helpdesk
sales security info in on at to from by of as if so it has had have been will can may must into out over under
locked disabled enabled created deleted suspended expired number manager executive holder team settings setup
takeover lockout activity name names html body head div span script style week month year night time day be we
they he she you who what when where why how all any each more most no yes new old password-reset credentials
status state url uri path file key secret login logout account accounts agent agents oracle kafka elastic
grafana prometheus jenkins gitlab github node python java docker kube kubernetes vagrant pi centos fedora debian
par tab pard rtf ending ends
azureuser opc hadoop spark airflow tomcat backup operator sync deploy build ci bin sys mail ftp ssh sshd cron
"""
_FILES = (
    r"ya?ml|json|txt|log|conf|py|sh|js|html?|exe|dll|md|csv|xml|service|local|com|net|org|zip|mov|"
    r"mp4|docm?x?|xlsm?x?|pptx?|"
    r"pdf|gz|tar|rar|7z|iso|img|dmp|sql|png|jpe?g|svg|bin|dat|ps1|bat|vbs|lnk|ini|cfg|toml|lock|"
    r"eml|msg|pcap|so|ko|db|bak"
)
_NOBODY = frozenset(_NOBODY_WORDS.split())
_SURE = frozenset({"account-in-a-log-line", "account-of-a-domain", "account-in-a-prompt", "nick-in-chat"}) | {
    "account-of-a-system"
}


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the accounts of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The user name; None for one that every machine has, and for a word that is none."""
    value = text[hit.start : hit.end].rstrip(".-")
    if value.casefold() in _NOBODY or len(value) < 3 or value.isdigit():
        return None
    if re.search(r"(?i)\.(?:{_FILES})$", value):
        return None
    is_quoted = text[hit.start - 1 : hit.start] == '"' and text[hit.end : hit.end + 1] == " "
    if hit.pattern.rule == "account-in-a-record" and is_quoted:
        return None
    if hit.pattern.rule == "account-of-an-act" and not _acts(text, hit, value):
        return None
    has_form = bool(re.search(r"[\d_]|[a-z]\.[a-z]", value))
    if (
        hit.pattern.rule == "account-in-a-record"
        and text[hit.match_start : hit.start].endswith(" by ")
        and not has_form
    ):
        return None  # "run by attackers" is prose
    if hit.pattern.rule == "account-in-a-key" and not (has_form or _is_handle(value) or _says_account(text, hit)):
        return None
    if hit.pattern.rule == "account-after-word" and not (has_form or _is_handle(value)):
        cue = text[hit.match_start : hit.start]
        behind = text[hit.end : hit.end + 2]
        if not (
            re.search(r"[:=：]", cue) and value.islower() and len(value) > 4 and behind[:1] in {"", ",", ".", ";", "\n"}
        ):
            return None
    if hit.pattern.rule == "handle-in-brackets":
        before = text[max(0, hit.start - 40) : hit.start]
        named = re.search(r"[^\W\d_]\w+ [^\W\d_]\w+ \(@?$", before)
        if not ("@" in before[-2:] or (named and _fits(before, value))):
            return None
    if hit.pattern.rule not in _SURE and value[:1].isupper() and not has_form:
        return None
    return finding(hit, end=hit.start + len(value))


def _acts(text: str, hit: Hit, value: str) -> bool:
    """Whether a word behind a word of doing is formed as user names are; after a login or a role every word is."""
    cue = text[hit.match_start : hit.start]
    if value.endswith("-team") or (not value.islower() and not re.search(r"[\d_]", value)):
        return False
    return bool(re.search(r"\d|_|[a-z]\.[a-z]", value)) or "Accepted" in cue or "applied" in cue or _is_handle(value)


def _fits(before: str, value: str) -> bool:
    """Whether it is made of the name before it: the end of a user name is mostly the beginning of a family name."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]{3,}", before)[-2:]]
    return any(word[:4] in value for word in words)


def _is_handle(value: str) -> bool:
    """Whether it is a family name behind one letter or two of a given one, in small letters."""
    plain = value.rstrip("0123456789")
    return (
        value.islower() and len(plain) > 5 and (is_family(plain[1:]) or is_family(plain[2:])) and not is_ordinary(plain)
    )


def _says_account(text: str, hit: Hit) -> bool:
    """Whether the key is one under which accounts alone stand."""
    key = text[hit.match_start : hit.start].casefold()
    return re.search(r"login|user|account|samaccount|nick|screen", key) is not None and text[hit.start].islower()
