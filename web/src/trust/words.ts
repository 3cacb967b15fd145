import { words } from '../language/words.ts';
import type { Platform } from './platform.ts';

const en = {
  title: 'Let this tablet trust the server',
  why: 'A browser keeps the marking page for work without network only when the server proves who it is. This server proves it with an authority of its own. Install it once on each tablet, before the competition.',
  off: 'This server runs without TLS. Marks wait safely on the tablet while the network is away, but the page itself cannot be kept: do not close it then. Whoever runs the server can change this with --tls.',
  given: 'The certificate of this server is trusted already. There is nothing to install.',
  openMarking: 'Open the marking page',
  check: 'Check this device',
  checking: 'Checking …',
  trusted: 'This device trusts the server.',
  untrusted:
    'This device does not trust the server yet, or does not reach it. Follow the steps, then check again.',
  stepsTitle: 'Steps',
  download: (file: string) => `Download ${file}`,
  platforms: {
    android: 'Android',
    apple: 'iPad and iPhone',
    harmony: 'HarmonyOS',
    windows: 'Windows',
    mac: 'macOS',
    linux: 'ChromeOS and Linux',
  } satisfies Record<Platform, string>,
  steps: {
    android: [
      'Download the certificate.',
      'Open Settings and search for “CA certificate”. It is often under Security → Encryption & credentials → Install a certificate.',
      'Choose “Install anyway”, then the file jinbang-ca.crt. The tablet wants a screen lock for this.',
      'Come back here and check.',
    ],
    apple: [
      'Open this page in Safari, download the profile and allow it.',
      'Settings → Profile Downloaded → Install.',
      'Settings → General → About → Certificate Trust Settings: switch on the authority named above.',
      'Come back here and check.',
    ],
    harmony: [
      'Download the certificate.',
      'Open Settings and search for “certificate”. It is under Security (or Privacy & security → Advanced) → Encryption and credentials → Install from storage.',
      'Choose “CA certificate”, then the file jinbang-ca.crt.',
      'Come back here and check.',
    ],
    windows: [
      'Download the certificate and open it.',
      'Install Certificate → Current User → Place all certificates in the following store → Trusted Root Certification Authorities.',
      'Compare the fingerprint in the warning where it shows one, and answer Yes. Start the browser again.',
      'Come back here and check.',
    ],
    mac: [
      'Download the certificate and open it; Keychain Access adds it to the login keychain.',
      'Open it there, and under Trust set “When using this certificate” to Always Trust.',
      'Come back here and check.',
    ],
    linux: [
      'Download the certificate.',
      'ChromeOS: Settings → Privacy and security → Manage certificates → Authorities → Import. Chrome on Linux: open chrome://certificate-manager, Local certificates, and import it among the trusted ones.',
      'Tick that it may identify websites.',
      'Come back here and check.',
    ],
  } satisfies Record<Platform, string[]>,
  compareTitle: 'Compare before you install',
  compare:
    'The server prints the same fingerprint when it starts. Where the two differ, somebody stands between: do not install.',
  authority: 'Authority',
  fingerprint: 'SHA-256',
  bounds:
    'The authority is good for this server’s names and for private addresses only. Remove it after the competition where you installed it.',
  otherTitle: 'The next tablet',
  other: 'Scan this with its camera, or type the address.',
  qrAlt: 'QR code with the address of this page',
};

export const trustWords = words(en, {
  title: '让平板信任本服务器',
  why: '只有服务器能证明自己的身份，浏览器才会把评分页保存下来供断网时使用。本服务器用自己的证书颁发机构证明身份。请在赛前为每台平板安装一次。',
  off: '本服务器未启用 TLS。断网时评分仍安全地留在平板上，但页面本身无法保存，断网期间请勿关闭页面。服务器管理者可用 --tls 启用。',
  given: '本服务器的证书已受信任，无需安装。',
  openMarking: '打开评分页',
  check: '检查本设备',
  checking: '正在检查……',
  trusted: '本设备已信任本服务器。',
  untrusted: '本设备尚未信任本服务器，或无法连接。请按步骤操作后再检查。',
  stepsTitle: '安装步骤',
  download: (file) => `下载 ${file}`,
  platforms: {
    android: '安卓',
    apple: 'iPad 与 iPhone',
    harmony: '鸿蒙 HarmonyOS',
    windows: 'Windows',
    mac: 'macOS',
    linux: 'ChromeOS 与 Linux',
  },
  steps: {
    android: [
      '下载证书。',
      '打开“设置”，搜索“CA 证书”。一般在“安全 → 加密与凭据 → 安装证书”中。',
      '选择“仍然安装”，再选文件 jinbang-ca.crt。平板需已设置锁屏密码。',
      '回到本页检查。',
    ],
    apple: [
      '用 Safari 打开本页，下载描述文件并允许。',
      '设置 → 已下载描述文件 → 安装。',
      '设置 → 通用 → 关于本机 → 证书信任设置：打开上方所列颁发机构的开关。',
      '回到本页检查。',
    ],
    harmony: [
      '下载证书。',
      '打开“设置”，搜索“证书”。在“安全”（或“隐私和安全 → 高级”）→“加密和凭据”→“从存储设备安装”中。',
      '选择“CA 证书”，再选文件 jinbang-ca.crt。',
      '回到本页检查。',
    ],
    windows: [
      '下载证书并打开。',
      '安装证书 → 当前用户 → 将所有的证书都放入下列存储 → 受信任的根证书颁发机构。',
      '若警告中显示指纹，请核对后选“是”，然后重新启动浏览器。',
      '回到本页检查。',
    ],
    mac: [
      '下载证书并打开，“钥匙串访问”会把它加入“登录”钥匙串。',
      '在其中打开该证书，在“信任”中把“使用此证书时”设为“始终信任”。',
      '回到本页检查。',
    ],
    linux: [
      '下载证书。',
      'ChromeOS：设置 → 隐私和安全 → 管理证书 → 授权机构 → 导入。Linux 上的 Chrome：打开 chrome://certificate-manager，在“本地证书”中导入为受信任的证书。',
      '勾选可用于标识网站。',
      '回到本页检查。',
    ],
  },
  compareTitle: '安装前请核对',
  compare: '服务器启动时会显示同样的指纹。两者不同说明有人居中冒充，切勿安装。',
  authority: '颁发机构',
  fingerprint: 'SHA-256',
  bounds: '该颁发机构只对本服务器的名称和内网地址有效。赛后请在安装处将其移除。',
  otherTitle: '下一台平板',
  other: '用相机扫描，或输入地址。',
  qrAlt: '本页地址的二维码',
});
