package dev.patchbay.tools.ip;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The names of the protocols above IP, as `/etc/protocols` has them.
final class IpProtocols {
  private static final String FILE = "/etc/protocols";

  /// What is known without the file.
  private static final String KNOWN =
      "icmp 1\nigmp 2\ntcp 6\nudp 17\ngre 47\nesp 50\nah 51\nipv6-icmp 58\nospf 89\nsctp 132\n";

  private IpProtocols() {}

  /// The protocol of that number or name; ends the command when it is none (`inet_proto_a2n`).
  static int of(Session session, String word) {
    OptionalLong number = Numbers.u8(word, 10);
    if (number.isPresent()) {
      return (int) number.getAsLong();
    }
    for (String[] fields : lines(session)) {
      for (int i = 0; i < fields.length; i++) {
        if (i != 1 && fields.length > 1 && fields[i].equals(word)) {
          return Integer.parseInt(fields[1]);
        }
      }
    }
    throw Args.invarg("Invalid \"ipproto\" value\n", word);
  }

  /// The protocol's name (`inet_proto_n2a`).
  static String name(Session session, int protocol) {
    String name = session.options().numeric ? null : nameOf(session, protocol);
    return name == null ? "ipproto-" + protocol : name;
  }

  private static @Nullable String nameOf(Session session, int protocol) {
    for (String[] fields : lines(session)) {
      if (fields.length > 1 && fields[1].equals(Integer.toString(protocol))) {
        return fields[0];
      }
    }
    return null;
  }

  private static List<String[]> lines(Session session) {
    return file(session).lines().map(IpProtocols::fields).toList();
  }

  private static String[] fields(String line) {
    int remark = line.indexOf('#');
    return (remark < 0 ? line : line.substring(0, remark)).strip().split("\\s+");
  }

  private static String file(Session session) {
    try {
      return new String(session.process().files().read(FILE), StandardCharsets.UTF_8);
    } catch (FileException e) {
      // Without the file there are only the names that are known anyway.
      return KNOWN;
    }
  }
}
