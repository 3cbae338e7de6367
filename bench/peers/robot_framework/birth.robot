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
    Fill Text    \#tenDangNhap    ${USERNAME}
    Fill Secret    \#matKhau    $PASSWORD
    Click    main button:text-is("Đăng nhập")
    Wait For Elements State    button:text-is("Đăng xuất")

Open Form
    [Arguments]    ${address}
    Go To    ${address}/dich-vu-cong/thu-tuc/${PROCEDURE}
    Click    a:text-is("Nộp trực tuyến")
    Select Options By    \#maTinhThanh    label    ${COMMUNE}[0]
    Select Options By    \#maQuanHuyen    label    ${COMMUNE}[1]
    Select Options By    \#maPhuongXa    label    ${COMMUNE}[2]
    Click    button:text-is("Đồng ý")
    Wait For Elements State    h1:text-is("Nhập thông tin hồ sơ")

Fill Form
    [Arguments]    ${child}
    Check Checkbox    [name=${DRIVER}[0]][value=${DRIVER}[1]]
    ${texts}=    Texts    ${child}
    FOR    ${name}    ${text}    IN    &{texts}
        Fill Text    [name=${name}]    ${text}
    END
    FOR    ${name}    ${label}    IN    &{SELECTS}
        Select Options By    [name=${name}]    label    ${label}
    END
    FOR    ${name}    ${value}    IN    &{RADIOS}
        Check Checkbox    [name=${name}][value=${value}]
    END
    FOR    ${name}    ${detail}    IN    &{ADDRESSES}
        Choose Address    ${name}    ${detail}
    END
    Type Text    [name=child_birth_date]    ${BIRTH_DATE}
    Type Text    \#requester_id_issue_date    ${ID_ISSUE_DATE}
    Keyboard Key    press    Enter
    Check Checkbox    [name=declaration_confirmed]
    Click    button:text-is("Tiếp tục")

Choose Address
    [Arguments]    ${name}    ${detail}
    Select Options By    [name=${name}_province]    label    ${COMMUNE}[0]
    Select Options By    [name=${name}_district]    label    ${COMMUNE}[1]
    Select Options By    [name=${name}_commune]    label    ${COMMUNE}[2]
    IF    $detail is not None    Fill Text    [name=${name}_detail]    ${detail}

Attach
    ${row}=    Set Variable    tr[data-row=birth_notification]
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
    Check Checkbox    [name=chiuTrachNhiem]
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
