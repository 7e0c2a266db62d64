package io.jorch.agent.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Steps that ask a device for something: terminals (ioctl_tty(2)) and the loopback interface
/// (netdevice(7)).
public final class DeviceCalls {
  private static final int TIOCSCTTY = 0x540E;
  private static final int TIOCSWINSZ = 0x5414;
  private static final int TIOCSPTLCK = 0x40045431;
  private static final int TIOCGPTPEER = 0x5441;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM_CLOEXEC = 0x80002;

  private DeviceCalls() {}

  public static Step unlockTerminal(Register master) {
    return ioctl(Arg.of(master), "TIOCSPTLCK", TIOCSPTLCK, Arg.words(Arg.number(0)));
  }

  /// Opens the other end of a terminal, by descriptor: no path of the container is involved.
  public static Step openPeer(Register master) {
    Arg flags = Arg.named("rdwr|noctty|cloexec", 2 | 0x100 | 0x80000);
    return ioctl(Arg.of(master), "TIOCGPTPEER", TIOCGPTPEER, flags);
  }

  public static Step windowSize(Register terminal, int rows, int columns) {
    Arg size = Arg.named(columns + "x" + rows, (columns & 0xffffL) << 16 | (rows & 0xffffL));
    return ioctl(Arg.of(terminal), "TIOCSWINSZ", TIOCSWINSZ, Arg.words(size));
  }

  /// Makes descriptor 0 the controlling terminal of the session.
  public static Step controllingTerminal() {
    return ioctl(Arg.number(0), "TIOCSCTTY", TIOCSCTTY, Arg.number(0));
  }

  public static Step anySocket() {
    Arg type = Arg.named("dgram|cloexec", SOCK_DGRAM_CLOEXEC);
    return Step.of(Syscall.SOCKET, Arg.named("inet", AF_INET), type, Arg.number(0));
  }

  public static Step loopbackUp(Register socket) {
    ByteBuffer request = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    request.put("lo".getBytes(StandardCharsets.US_ASCII)).putShort(16, (short) 1);
    return ioctl(Arg.of(socket), "SIOCSIFFLAGS", SIOCSIFFLAGS, Arg.bytes("lo up", request.array()));
  }

  private static Step ioctl(Arg descriptor, String name, int request, Arg argument) {
    return Step.of(Syscall.IOCTL, descriptor, Arg.named(name, request), argument);
  }
}
