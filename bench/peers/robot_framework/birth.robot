*** Settings ***
Documentation       The journey as somebody writes it with Robot Framework Browser.
...                 It checks what such suites check: that the page with the number came.
Library             Browser    timeout=30s
Library             Collections
Library             bench.journey
Library             bench.peers.turns
Variables           bench.journey


*** Test Cases ***
File Every Birth
    ${program}=    Browser
    ${options}=    Browser Options
    New Browser    chromium    headless=True    executablePath=${program}    args=${options}
    WHILE    True    limit=NONE
        ${child}=    Next Child
        IF    $child is None    BREAK
        ${number}=    File Birth    ${child}
        Filed    ${number}
    END


*** Keywords ***
File Birth
    [Arguments]    ${child}
    ${address}=    Portal
    New Context    locale=vi-VN    acceptDownloads=True
    New Page
    Sign In    ${address}
    Open Form    ${address}
    Fill Form    ${child}
    Attach
    Choose Delivery
    ${number}=    Submit    ${address}
    Fetch Receipt    ${address}    ${number}
    Close Context
    RETURN    ${number}

Sign In
    [Arguments]    ${address}
    Go To    ${address}/dich-vu-cong/dang-nhap
    Evaluate JavaScript    ${None}    ${LABELS}
    Fill Text    [data-asked="Tên đăng nhập"]    ${USERNAME}
    Fill Secret    [data-asked="Mật khẩu"]    $PASSWORD
    Click    main button:text-is("Đăng nhập")
    Wait For Elements State    button:text-is("Đăng xuất")

Open Form
    [Arguments]    ${address}
    Go To    ${address}/dich-vu-cong/thu-tuc/${PROCEDURE}
    Click    a:text-is("Nộp trực tuyến")
    Evaluate JavaScript    ${None}    ${LABELS}
    Choose Commune    ${EMPTY}
    Click    button:text-is("Đồng ý")
    Wait For Elements State    h1:text-is("Nhập thông tin hồ sơ")

Fill Form
    [Arguments]    ${child}
    Evaluate JavaScript    ${None}    ${LABELS}
    Check Checkbox    [data-asked="${DRIVER}"]
    FOR    ${heading}    IN    @{PARENTS}
        Wait For Elements State    h2:text-is("${heading}")
    END
    Evaluate JavaScript    ${None}    ${LABELS}
    ${texts}=    Texts    ${child}
    FOR    ${label}    ${text}    IN    &{texts}
        Fill Text    [data-asked="${label}"]    ${text}
    END
    FOR    ${label}    ${choice}    IN    &{SELECTS}
        Select Options By    [data-asked="${label}"]    label    ${choice}
    END
    FOR    ${label}    IN    @{CHOICES}
        Check Checkbox    [data-asked="${label}"]
    END
    FOR    ${group}    ${written}    IN    &{ADDRESSES}
        Choose Commune    ${group}
        IF    $written is not None    Fill Text    [data-asked="${group} / ${DETAIL}"]    ${written}
    END
    Type Text    [data-asked="${BIRTH_DATE_BOX}"]    ${BIRTH_DATE}
    Type Text    [data-asked="${ID_ISSUE_DATE_BOX}"]    ${ID_ISSUE_DATE}
    Keyboard Key    press    Enter
    Check Checkbox    [data-asked="${PLEDGE}"]
    Click    button:text-is("Tiếp tục")

Choose Commune
    [Arguments]    ${group}
    ${lists}=    Address    ${group}
    FOR    ${label}    ${name}    IN    &{lists}
        Select Options By    [data-asked="${label}"]    label    ${name}
    END

Attach
    Wait For Elements State    h1:text-is("Thành phần hồ sơ")
    Evaluate JavaScript    ${None}    ${LABELS}
    ${row}=    Set Variable    tr[data-asked="${PAPER_ROW}"]
    Upload File By Selector    ${row} input[type=file]    ${PAPER}
    Wait For Elements State    ${row} >> text=${PAPER.name}
    Click    button:text-is("Tiếp tục")

Choose Delivery
    Click    .cc-select-selector
    Click    .cc-select-option >> nth=0
    Click    button:text-is("Đồng ý và tiếp tục")

Submit
    [Arguments]    ${address}
    ${picture}=    Get Attribute    \#captchaImage    src
    ${read}=    Captcha    ${address}    ${picture}
    Fill Text    [name=maXacNhan]    ${read}
    Evaluate JavaScript    ${None}    ${LABELS}
    Check Checkbox    [data-asked="${RESPONSIBILITY}"]
    Click    button:text-is("Nộp hồ sơ")
    Wait For Elements State    h1:text-is("Nộp hồ sơ thành công")
    ${number}=    Get Text    \#soHoSo
    RETURN    ${number}

Fetch Receipt
    [Arguments]    ${address}    ${number}
    Go To    ${address}/dich-vu-cong/ca-nhan/ho-so/${number}
    ${download}=    Promise To Wait For Download
    Click    a:text-is("Tải giấy tiếp nhận")
    Wait For    ${download}
