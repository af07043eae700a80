package dev.patchbay.tools.ping;

import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `-N` asks a node about itself (RFC 4620): Linux answers none of it.
final class NodeQuery {
  private static final int QUERY = 139;
  private static final int HEADER = 16;
  private static final int NAME = 2;
  private static final int ADDRESSES = 3;
  private static final int IPV4_ADDRESSES = 4;

  /// What a query is about: a type, and flags that say which addresses.
  private record Question(int type, int flags) {}

  private static final Map<String, Question> QUESTIONS =
      Map.of(
          "name", new Question(NAME, 0),
          "ipv6", new Question(ADDRESSES, 0),
          "ipv6-all", new Question(ADDRESSES, 0x02),
          "ipv6-compatible", new Question(ADDRESSES, 0x04),
          "ipv6-linklocal", new Question(ADDRESSES, 0x08),
          "ipv6-sitelocal", new Question(ADDRESSES, 0x10),
          "ipv6-global", new Question(ADDRESSES, 0x20),
          "ipv4", new Question(IPV4_ADDRESSES, 0),
          "ipv4-all", new Question(IPV4_ADDRESSES, 0x02));

  /// The subject is an address, a name, an IPv4 address (the code of the message).
  private static final int OF_IPV6 = 0;

  private static final int OF_NAME = 1;
  private static final int OF_IPV4 = 2;

  private @Nullable Question question;
  private int subjectKind = -1;
  private byte[] subject = {};

  /// Takes in a word of `-N`; false when it is none.
  boolean take(String word) {
    Question asked = QUESTIONS.get(word);
    if (asked != null) {
      question = asked;
      return true;
    }
    int equals = word.indexOf('=');
    String value = word.substring(equals + 1);
    return switch (equals < 0 ? "" : word.substring(0, equals)) {
      case "subject-ipv6" -> subject(OF_IPV6, Ip.parse(value));
      case "subject-ipv4" -> subject(OF_IPV4, Ip.parse(value));
      case "subject-name" -> name(value, false);
      case "subject-fqdn" -> name(value, true);
      default -> false;
    };
  }

  private boolean subject(int kind, @Nullable Ip address) {
    if (address == null || address.isV4() != (kind == OF_IPV4)) {
      return false;
    }
    subjectKind = kind;
    subject = new byte[address.isV4() ? 4 : 16];
    address.write(subject, 0);
    return true;
  }

  /// A name as DNS writes it; one that may go on ends with a second empty label.
  private boolean name(String name, boolean qualified) {
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 63) {
        return false;
      }
      if (bytes.length > 0) {
        labels.write(bytes.length);
        labels.writeBytes(bytes);
      }
    }
    labels.writeBytes(new byte[qualified ? 1 : 2]);
    subjectKind = OF_NAME;
    subject = labels.toByteArray();
    return true;
  }

  /// Whether there is a question; a subject alone asks nothing.
  boolean isAsked() {
    return question != null;
  }

  /// The query of this number to `destination`, which it is about unless something else was said.
  byte[] message(int sequence, long nonce, Ip destination) {
    Question asked = question == null ? new Question(0, 0) : question;
    if (subjectKind < 0) {
      subject(destination.isV4() ? OF_IPV4 : OF_IPV6, destination);
    }
    byte[] bytes = new byte[HEADER + subject.length];
    ByteBuffer message = ByteBuffer.wrap(bytes);
    message.putInt(0).putShort((short) asked.type()).putShort((short) asked.flags());
    message.putShort((short) sequence).putInt((int) nonce).putShort((short) (nonce >>> 32));
    message.put(subject);
    Icmpv6.type(bytes, 0, QUERY);
    Icmpv6.code(bytes, 0, subjectKind);
    return bytes;
  }
}
