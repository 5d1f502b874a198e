"""Runs a program at a terminal: types before it begins, then once more when a text is on the screen.

usage: terminal.py BEFORE SHOWN AFTER PROGRAM ARGS...   Prints what was shown; exits as the program does.
WHY in the environment is typed where a reason is asked for; MEANWHILE is a shell command, run before AFTER is typed.
With KEYS, AFTER is typed a key at a time."""
import fcntl, os, pty, select, signal, struct, subprocess, sys, termios, time

before, shown, after = (text.encode() for text in sys.argv[1:4])
typed, wait = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    os.read(typed, 1)
    os.execvp(sys.argv[4], sys.argv[4:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
os.write(terminal, before)
# Only now the program begins: what was typed is there when it does.
os.write(wait, b'.')
why = os.environ.get('WHY', '').encode()
keys, output, answered, told, ends = [], b'', False, False, time.monotonic() + 120
while True:
    if not select.select([terminal], [], [], max(0, ends - time.monotonic()))[0]:
        os.kill(pid, signal.SIGKILL)
        sys.exit('nothing more was shown: ' + repr(output))
    try:
        read = os.read(terminal, 65536)
    except OSError:
        break
    if not read:
        break
    output += read
    if why and not told and b'Why?' in output:
        told = True
        os.write(terminal, why)
    if not answered and shown in output:
        answered = True
        subprocess.run(os.environ.get('MEANWHILE', ':'), shell=True, check=True)
        # A key at a time, each when the one before is on the screen, as a person types.
        keys = [after[at:at + 1] for at in range(len(after))] if os.environ.get('KEYS') else [after]
    if answered and keys:
        os.write(terminal, keys.pop(0))
sys.stdout.buffer.write(output)
status = os.waitpid(pid, 0)[1]
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
