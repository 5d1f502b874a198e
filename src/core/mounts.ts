/** Mounts as Linux lists them: which paths are places where a file system, or one file of it, was put. */

export interface Mount {
  /** What was mounted: its path in the file system that it is of. */
  readonly root: string;
  /** Where. */
  readonly point: string;
}

/** The mounts in the text of `/proc/self/mountinfo` (proc_pid_mountinfo(5)); lines that are none are left out. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, , , root, point] = line.split(' ');
    return root === undefined || point === undefined ? [] : [{ root: decoded(root), point: decoded(point) }];
  });
}

/** White space and backslashes are written as three octal digits. */
function decoded(field: string): string {
  const bytes = Buffer.from(field).toString('latin1');
  const raw = bytes.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
  return Buffer.from(raw, 'latin1').toString();
}
