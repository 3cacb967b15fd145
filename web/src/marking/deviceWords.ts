import { words } from '../language/words.ts';

export const deviceWords = words(
  {
    device: 'This device',
    fullTitle: 'This device has no room left',
    full: 'Its storage is full, so entries cannot be kept safely. Delete pictures, videos or apps that are not needed, then try again. Entries that are queued are still sent.',
    tryAgain: 'Try again',
    returned: (n: number) =>
      n === 1
        ? 'The server had been set back and did not know one entry any more. This device has given it again.'
        : `The server had been set back and did not know ${n} entries any more. This device has given them again.`,
    forgotten: (n: number) =>
      `${n} ${n === 1 ? 'entry' : 'entries'} of an earlier pairing of this device ${n === 1 ? 'is' : 'are'} not on the server.`,
    insecure:
      'Without TLS this page cannot be loaded again while the network is away, and cannot use the camera. Entries are kept safely all the same.',
    insecureHow: 'How to turn TLS on',
    newVersion: 'A new version of this page is ready.',
    newVersionUse: 'Use it now',
    outdatedTitle: 'The server is newer than this page',
    outdated: 'Entries stay here. Load the new page to send them.',
    load: 'Load the new page',
    clock: (minutes: number) =>
      `The clock of this device is ${minutes} minutes ${minutes < 0 ? 'behind' : 'ahead of'} the server's. Entries do not depend on it.`,
    clockFar: 'The clock of this device is far from the server’s. Entries do not depend on it.',
    offline: {
      ready: 'This page can be opened without network.',
      preparing: 'Getting ready to be opened without network …',
      unavailable: 'This page cannot be opened without network.',
    },
    storage: {
      opening: 'Looking at the storage …',
      ready: 'Entries are kept safely on this device.',
      full: 'The storage of this device is full.',
      unavailable: 'This browser does not keep entries.',
    },
    temporary: 'The browser may clear its storage when room is short: keep the page installed or bookmarked.',
    keptIds: 'Only codes are kept here, never names.',
    toSend: (n: number) =>
      n === 0 ? 'No entry waits to be sent.' : `${n} ${n === 1 ? 'entry waits' : 'entries wait'} to be sent.`,
    recovery: 'Save a recovery file',
    recoveryHint:
      'Everything this device knows of its marks, appeals and second looks, for the organiser’s desk, should the tablet be unable to send.',
    recoverySaved: (marks: number, commands: number) =>
      `Saved with ${marks} ${marks === 1 ? 'mark' : 'marks'}${commands === 0 ? '' : ` and ${commands} ${commands === 1 ? 'appeal or second look' : 'appeals or second looks'}`}.`,
    recoveryFailed: 'The file could not be made. Please try again.',
    scan: 'Scan the QR code',
    scanTitle: 'Hold the QR code in front of the camera',
    scanNoCamera: 'No camera can be used. Type the code instead.',
    scanForeign: 'This is not a pairing code.',
    orType: 'or type the code',
  },
  {
    device: '本设备',
    fullTitle: '本设备空间不足',
    full: '存储已满，无法安全保存评分。请删除不需要的照片、视频或应用后重试。已排队的评分仍会发送。',
    tryAgain: '重试',
    returned: (n) => `服务器曾恢复到较早的备份，缺少 ${n} 条评分，本设备已重新提交。`,
    forgotten: (n) => `本设备上一次配对的 ${n} 条评分不在服务器上。`,
    insecure: '没有 TLS：断网时不能重新打开本页，也不能使用摄像头。评分仍会安全保存在本机。',
    insecureHow: '如何启用 TLS',
    newVersion: '本页有新版本。',
    newVersionUse: '立即使用',
    outdatedTitle: '服务器版本比本页新',
    outdated: '评分仍保存在本机。请载入新页面后发送。',
    load: '载入新页面',
    clock: (minutes) =>
      `本设备时钟比服务器${minutes < 0 ? '慢' : '快'} ${Math.abs(minutes)} 分钟，不影响评分。`,
    clockFar: '本设备时钟与服务器相差很大，不影响评分。',
    offline: {
      ready: '断网时也能打开本页。',
      preparing: '正在准备离线使用……',
      unavailable: '断网时不能打开本页。',
    },
    storage: {
      opening: '正在检查存储……',
      ready: '评分安全保存在本机。',
      full: '本设备存储已满。',
      unavailable: '此浏览器不保存评分。',
    },
    temporary: '空间不足时浏览器可能清除存储：请把本页安装到桌面或加入书签。',
    keptIds: '本机只保存编号，不保存姓名。',
    toSend: (n) => (n === 0 ? '没有等待发送的评分。' : `${n} 条评分等待发送。`),
    recovery: '保存恢复文件',
    recoveryHint: '包含本机全部评分、申诉与复评；平板无法发送时，可在管理台载入。',
    recoverySaved: (marks, commands) =>
      `已保存 ${marks} 条评分${commands === 0 ? '' : `和 ${commands} 条申诉或复评`}。`,
    recoveryFailed: '文件未能生成，请重试。',
    scan: '扫描二维码',
    scanTitle: '将二维码对准摄像头',
    scanNoCamera: '摄像头不可用，请输入配对码。',
    scanForeign: '这不是配对码。',
    orType: '或输入配对码',
  },
);
