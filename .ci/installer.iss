; Inno Setup: the Windows installer, made from dist\qingdang after `python dev.py package`.
; Compile with: iscc /DVersion=0.1.0 .ci\installer.iss

#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif

[Setup]
AppId={{6E0B7C52-3D8A-4C55-9C5E-2A6B4B8F7D31}
AppName=清档 Qingdang
AppVersion={#Version}
AppVerName=清档 Qingdang {#Version}
DefaultDirName={autopf}\Qingdang
DefaultGroupName=清档 Qingdang
DisableProgramGroupPage=yes
; An office computer's user is seldom its administrator.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
LicenseFile=..\LICENSE
OutputDir=..\dist
OutputBaseFilename=qingdang-{#Version}-windows
SolidCompression=yes
WizardStyle=modern
UninstallDisplayIcon={app}\qingdang-window.exe
#if FileExists(SourcePath + "..\resources\icons\qingdang.ico")
SetupIconFile=..\resources\icons\qingdang.ico
#endif

[Languages]
#if FileExists(CompilerPath + "Languages\ChineseSimplified.isl")
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\dist\qingdang\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; Modules of an older version must not stay beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\清档 Qingdang"; Filename: "{app}\qingdang-window.exe"
Name: "{autodesktop}\清档 Qingdang"; Filename: "{app}\qingdang-window.exe"

[Run]
Filename: "{app}\qingdang-window.exe"; Description: "{cm:LaunchProgram,清档 Qingdang}"; Flags: nowait postinstall skipifsilent
