package dev.patchbay.tools.ss;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// TCP's sockets as the kernel sends them (`-D FILE`, `TCPDIAG_FILE`; sock_diag(7)): there are
/// none, so that an answer has its end alone, for each family one.
final class TcpDump {
  private static final String VARIABLE = "TCPDIAG_FILE";
  private static final int LENGTH = 20;
  private static final int DONE_TYPE = 3;
  private static final int MULTIPART = 2;
  private static final int SEQUENCE = 123456;
  private static final int TYPE_AT = 4;

  private TcpDump() {}

  /// Writes the answers to the file, or to standard output for `-`. A file that cannot be written
  /// is passed over.
  static void write(Process process, Selection selection, String file) throws FileException {
    if (!selection.has(Selection.Table.TCP)) {
      throw new CommandException(0, "ss: tcpdiag dump requested and no tcp in filter.");
    }
    ByteBuffer answers = ByteBuffer.allocate(2 * LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    for (int family = 0; family < 2; family++) {
      answers.putInt(LENGTH).putShort((short) DONE_TYPE).putShort((short) MULTIPART);
      answers.putInt(SEQUENCE).putInt(process.pid()).putInt(0);
    }
    if (file.equals("-")) {
      process.out().write(answers.array(), 0, answers.limit());
      return;
    }
    String path = Files.absolute(process.directory(), file);
    try {
      process.files().write(path, answers.array());
    } catch (FileException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /// Looks at the file that the environment names instead of the kernel, if it does.
  static void read(Process process) throws FileException {
    String file = process.environment().get(VARIABLE);
    if (file == null) {
      return;
    }
    byte[] bytes;
    try {
      bytes = process.files().read(Files.absolute(process.directory(), file));
    } catch (FileException e) {
      process.complain("fopen($" + VARIABLE + "): " + e.errno().text());
      return;
    }
    if (bytes.length == 0) {
      process.err().print("Unexpected EOF reading $" + VARIABLE);
    } else if (bytes.length < LENGTH || bytes[TYPE_AT] != DONE_TYPE) {
      throw new CommandException(1, "ss: patchbay reads no sockets of $" + VARIABLE + " yet.");
    }
  }
}
