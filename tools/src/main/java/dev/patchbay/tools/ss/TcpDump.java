package dev.patchbay.tools.ss;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.tools.sockets.InetRow;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// TCP's sockets as the kernel sends them (`-D FILE`, `TCPDIAG_FILE`; sock_diag(7), `struct
/// inet_diag_msg`): for each family one answer, which has an end.
final class TcpDump {
  private static final String VARIABLE = "TCPDIAG_FILE";
  private static final int HEADER = 16;
  private static final int BODY = 72;
  private static final int TYPE_AT = 4;
  private static final int MULTIPART = 2;
  private static final int SEQUENCE = 123456;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int BY_FAMILY = 20;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int SHUTDOWN = 8;

  private static final int SOURCE_AT = 8;
  private static final int DESTINATION_AT = 24;
  private static final int RECEIVED_AT = 56;

  private TcpDump() {}

  // ---- writing

  /// Writes the answers to the file, or to standard output for `-`. A file that cannot be written
  /// is passed over.
  static void write(Process process, Selection selection, String file) throws FileException {
    if (!selection.has(Selection.Table.TCP)) {
      throw new CommandException(0, "ss: tcpdiag dump requested and no tcp in filter.");
    }
    byte[] answers = answers(process, selection);
    if (file.equals("-")) {
      process.out().write(answers, 0, answers.length);
      return;
    }
    String path = Files.absolute(process.directory(), file);
    try {
      process.files().write(path, answers);
    } catch (FileException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private static byte[] answers(Process process, Selection selection) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<InetRow> rows = InetRow.all(process.netns());
    for (Family family : Family.values()) {
      for (InetRow row : rows) {
        boolean isAsked = selection.has(State.of(row.state()));
        if (isAsked && row.transport() == InetRow.Transport.TCP && row.family() == family) {
          all.writeBytes(message(process, row));
        }
      }
      byte[] end = new byte[HEADER + 4];
      header(process, end, DONE);
      all.writeBytes(end);
    }
    return all.toByteArray();
  }

  private static ByteBuffer header(Process process, byte[] bytes, int type) {
    ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(bytes.length).putShort((short) type).putShort((short) MULTIPART);
    return message.putInt(SEQUENCE).putInt(process.pid());
  }

  private static byte[] message(Process process, InetRow row) {
    byte[] bytes = new byte[HEADER + BODY + 8];
    ByteBuffer message = header(process, bytes, BY_FAMILY);
    message.put((byte) (row.family() == Family.IPV4 ? INET : INET6));
    message.put((byte) row.state().number()).putShort((short) 0);
    message.order(ByteOrder.BIG_ENDIAN);
    message.putShort((short) row.localPort()).putShort((short) row.remotePort());
    address(message, row.local());
    address(message, row.remote());
    message.order(ByteOrder.LITTLE_ENDIAN);
    NetDevice device = row.boundDevice();
    message.putInt(device == null ? 0 : device.index()).putLong(row.inode()).putInt(0);
    message.putInt(row.received()).putInt(row.sent()).putInt(row.user());
    message.putInt((int) row.inode());
    message.putShort((short) 5).putShort((short) SHUTDOWN);
    return bytes;
  }

  private static void address(ByteBuffer message, Ip address) {
    int at = message.position();
    byte[] bytes = new byte[address.isV4() ? 4 : 16];
    address.write(bytes, 0);
    message.put(bytes).position(at + 16);
  }

  // ---- reading

  /// The sockets of the file that the environment names, or null when it names none. What cannot be
  /// read has none.
  static @Nullable List<InetRow> read(Process process) throws FileException {
    String file = process.environment().get(VARIABLE);
    if (file == null) {
      return null;
    }
    try {
      byte[] bytes = process.files().read(Files.absolute(process.directory(), file));
      return rows(process, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (FileException e) {
      process.complain("fopen($" + VARIABLE + "): " + e.errno().text());
      return List.of();
    }
  }

  private static List<InetRow> rows(Process process, ByteBuffer all) throws FileException {
    List<InetRow> rows = new ArrayList<>();
    while (all.remaining() >= HEADER) {
      int length = all.getInt(all.position());
      int type = all.getShort(all.position() + TYPE_AT) & 0xffff;
      if (type == DONE || type == ERROR) {
        return rows;
      }
      if (length < HEADER + BODY || length > all.remaining()) {
        throw new CommandException(1, "ss: a message of $" + VARIABLE + " is cut short");
      }
      rows.add(row(all.slice(all.position() + HEADER, BODY).order(ByteOrder.LITTLE_ENDIAN)));
      all.position(Math.min(all.position() + (length + 3 & ~3), all.limit()));
    }
    process.err().print("Unexpected EOF reading $" + VARIABLE);
    return rows;
  }

  private static InetRow row(ByteBuffer body) {
    Family family = body.get(0) == INET6 ? Family.IPV6 : Family.IPV4;
    return new InetRow(
        InetRow.Transport.TCP,
        family,
        address(body, SOURCE_AT, family),
        Short.toUnsignedInt(Short.reverseBytes(body.getShort(4))),
        address(body, DESTINATION_AT, family),
        Short.toUnsignedInt(Short.reverseBytes(body.getShort(6))),
        state(body.get(1)),
        null,
        null,
        new InetRow.Recorded(
            body.getInt(RECEIVED_AT),
            body.getInt(RECEIVED_AT + 4),
            body.getInt(RECEIVED_AT + 8),
            body.getInt(RECEIVED_AT + 12)));
  }

  private static TcpState state(int number) {
    return Arrays.stream(TcpState.values())
        .filter(state -> state.number() == number)
        .findFirst()
        .orElse(TcpState.CLOSE);
  }

  private static Ip address(ByteBuffer body, int at, Family family) {
    ByteBuffer bytes = body.duplicate().order(ByteOrder.BIG_ENDIAN);
    return family == Family.IPV4
        ? Ip.v4(bytes.getInt(at))
        : Ip.v6(bytes.getLong(at), bytes.getLong(at + 8));
  }
}
