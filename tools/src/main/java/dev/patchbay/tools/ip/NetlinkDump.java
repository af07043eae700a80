package dev.patchbay.tools.ip;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.iproute.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages of rtnetlink as `save` writes them to a file and `restore` reads them: a number that
/// says what they are, then one behind the other, as the kernel sent them (linux/netlink.h,
/// rtnetlink.h). Numbers are little endian, network addresses and ids big endian.
final class NetlinkDump {
  /// So many bytes a message begins with.
  static final int HEADER = 16;

  private static final int ATTRIBUTE = 4;

  /// So many bytes follow the header of a route's or a rule's message.
  static final int BODY = 12;

  private static final int MULTI = 2;
  private static final int FILTERED = 32;

  private NetlinkDump() {}

  /// Begins a file of this kind on standard output, which is not to be a terminal.
  static Writer begin(Session session, int magic) throws FileException {
    if (session.process().file(1).isTerminal()) {
      throw new CommandException(1, "Not sending a binary stream to stdout");
    }
    Writer writer = new Writer(magic);
    writer.to(session);
    return writer;
  }

  /// Writes messages, one after another.
  static final class Writer {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private ByteBuffer message = buffer(0);

    /// Writes messages that nothing stands before.
    Writer() {}

    Writer(int magic) {
      all.writeBytes(buffer(4).putInt(magic).array());
    }

    /// Begins a message, whose body follows.
    ByteBuffer begin(int type, boolean filtered) {
      message = buffer(4096);
      message.putInt(0).putShort((short) type);
      message.putShort((short) (filtered ? MULTI | FILTERED : MULTI));
      return message.putInt(0).putInt(0);
    }

    void number(int type, int value) {
      message.putShort((short) 8).putShort((short) type).putInt(value);
    }

    void octet(int type, int value) {
      bytes(type, new byte[] {(byte) value});
    }

    void bytes(int type, byte[] value) {
      message.putShort((short) (ATTRIBUTE + value.length)).putShort((short) type).put(value);
      align();
    }

    /// Begins an attribute that holds others; returns where, for [#close].
    int open(int type) {
      int at = message.position();
      message.putShort((short) 0).putShort((short) type);
      return at;
    }

    void close(int at) {
      message.putShort(at, (short) (message.position() - at));
      align();
    }

    ByteBuffer raw() {
      return message;
    }

    private void align() {
      message.position(message.position() + 3 & ~3);
    }

    /// Ends the message.
    void end() {
      message.putInt(0, message.position());
      byte[] bytes = new byte[message.position()];
      message.get(0, bytes);
      all.writeBytes(bytes);
    }

    void to(Session session) throws FileException {
      session.flush();
      to(session.process().file(1));
    }

    /// Writes what has been ended so far, and forgets it.
    void to(OpenFile file) throws FileException {
      byte[] bytes = all.toByteArray();
      file.write(bytes, 0, bytes.length);
      all.reset();
    }
  }

  /// One message that was read: its body, and what it says by the attributes' types.
  static final class Message {
    private final ByteBuffer body;
    private final @Nullable ByteBuffer[] attributes;

    /// The message that is `bytes`, with its header and `size` bytes of body.
    static Message of(ByteBuffer bytes, int size) {
      return new Message(slice(bytes, HEADER, size), NetlinkDump.attributes(bytes, HEADER + size));
    }

    Message(ByteBuffer body, @Nullable ByteBuffer[] attributes) {
      this.body = body;
      this.attributes = attributes;
    }

    ByteBuffer body() {
      return body;
    }

    boolean has(int type) {
      return attributes[type] != null;
    }

    /// The number of an attribute, or another one when it is not there.
    int number(int type, int other) {
      ByteBuffer value = attributes[type];
      return value == null ? other : value.remaining() >= 4 ? value.getInt(0) : value.get(0) & 0xff;
    }

    @Nullable ByteBuffer attribute(int type) {
      return attributes[type];
    }

    /// What an attribute holds of others, or null when it is not there.
    @Nullable Message nested(int type) {
      ByteBuffer value = attributes[type];
      return value == null ? null : new Message(value, NetlinkDump.attributes(value, 0));
    }

    @Nullable Ip address(int type) {
      ByteBuffer value = attributes[type];
      return value == null ? null : NetlinkDump.address(value);
    }

    @Nullable String text(int type) {
      ByteBuffer value = attributes[type];
      if (value == null) {
        return null;
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < value.remaining() && value.get(i) != 0; i++) {
        text.append((char) value.get(i));
      }
      return text.toString();
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The value, to be read in network order.
  static ByteBuffer inNetworkOrder(ByteBuffer value) {
    return value.duplicate().order(ByteOrder.BIG_ENDIAN);
  }

  /// The address in network order that fills the value.
  static Ip address(ByteBuffer value) {
    ByteBuffer bytes = inNetworkOrder(value);
    return bytes.remaining() < 16 ? Ip.v4(bytes.getInt()) : Ip.v6(bytes.getLong(), bytes.getLong());
  }

  static byte[] bytes(Ip address) {
    ByteBuffer bytes = ByteBuffer.allocate(address.isV4() ? 4 : 16);
    if (address.isV4()) {
      return bytes.putInt((int) (address.hi() >>> 32)).array();
    }
    return bytes.putLong(address.hi()).putLong(address.lo()).array();
  }

  /// The messages on standard input, whose attributes follow `bodySize` bytes; ends the command
  /// with `status` when they are of another kind.
  static List<Message> read(Session session, int magic, int status, int bodySize)
      throws FileException {
    OpenFile file = session.process().file(0);
    ByteBuffer all = ByteBuffer.wrap(file.readAll()).order(ByteOrder.LITTLE_ENDIAN);
    boolean whole = all.remaining() >= 4;
    int found =
        whole
            ? all.getInt()
            : ByteBuffer.wrap(Arrays.copyOf(all.array(), 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    if (found != magic) {
      throw new CommandException(
          status, "Magic mismatch (%d elems, %x magic)".formatted(whole ? 1 : 0, found));
    }
    List<Message> messages = new ArrayList<>();
    while (all.remaining() >= HEADER) {
      int length = all.getInt(all.position());
      if (length < HEADER + bodySize || length > all.remaining()) {
        throw new Refusal("!!!malformed message: len=" + length);
      }
      ByteBuffer message = slice(all, all.position(), length);
      messages.add(Message.of(message, bodySize));
      all.position(Math.min(all.position() + (length + 3 & ~3), all.limit()));
    }
    return messages;
  }

  static ByteBuffer slice(ByteBuffer buffer, int at, int length) {
    return buffer.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// What the attributes from there on say, by their types.
  static @Nullable ByteBuffer[] attributes(ByteBuffer message, int from) {
    @Nullable ByteBuffer[] attributes = new @Nullable ByteBuffer[64];
    int at = from;
    while (at + ATTRIBUTE <= message.limit()) {
      int length = message.getShort(at) & 0xffff;
      int type = message.getShort(at + 2) & 0x3fff;
      if (length < ATTRIBUTE || at + length > message.limit()) {
        break;
      }
      if (type < attributes.length) {
        attributes[type] = slice(message, at + ATTRIBUTE, length - ATTRIBUTE);
      }
      at += length + 3 & ~3;
    }
    return attributes;
  }
}
