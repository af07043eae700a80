package dev.patchbay.tools.nettools;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.util.List;

/// Prints a usage as net-tools does: the text to standard output when it was asked for and else to
/// standard error, the lists of families and kinds of hardware to standard error always.
final class UsageText {
  static final String VERSION = "net-tools 2.10\n";

  /// What `-V` of the large commands says they were built with.
  static final String BUILT_WITH =
      """
      AF: (inet) +UNIX +INET +INET6 +IPX +AX25 +NETROM +X25 +ATALK +ECONET +ROSE -BLUETOOTH
      HW: %s +ETHER +ARC +SLIP +PPP +TUNNEL -TR +AX25 +NETROM +X25 +FR +ROSE +ASH +SIT +FDDI +HIPPI +HDLC/LAPB +EUI64\s
      """;

  private static final int A_LINE = 3;

  private final Process process;
  private final int status;

  /// A usage that ends the command with `status`: 0 when it was asked for.
  UsageText(Process process, int status) {
    this.process = process;
    this.status = status;
  }

  UsageText text(String text) throws FileException {
    (status == 0 ? process.out() : process.err()).print(text);
    return this;
  }

  UsageText list(String list) throws FileException {
    process.err().print(list);
    return this;
  }

  int status() {
    return status;
  }

  /// Entries as the lists have them, three a line.
  static String inThrees(List<String> entries) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      text.append(i % A_LINE == 0 ? (i == 0 ? "    " : "\n    ") : "").append(entries.get(i));
    }
    return text.append('\n').toString();
  }
}
