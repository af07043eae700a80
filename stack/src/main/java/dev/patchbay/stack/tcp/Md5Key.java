package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Prefix;
import dev.patchbay.packet.Tcp;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The secret with which segments to and from some addresses are signed (RFC 2385;
/// `tcp_md5sig_key`).
public final class Md5Key {
  /// Bytes that the option takes in a header, with the NOPs in front of it.
  static final int OPTION = 20;

  /// Bytes of a secret at most (`TCP_MD5SIG_MAXKEYLEN`).
  static final int LONGEST = 80;

  private static final int LENGTH = 16;
  private static final byte[] NO_CHECKSUM = {0, 0};

  private final Prefix addresses;
  private final byte[] secret;
  private final MessageDigest digest;
  private final ByteBuffer pseudo = ByteBuffer.allocate(40);

  Md5Key(Prefix addresses, byte[] secret) {
    this.addresses = addresses;
    this.secret = secret.clone();
    try {
      this.digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// Of whom it is.
  public Prefix addresses() {
    return addresses;
  }

  public byte[] secret() {
    return secret.clone();
  }

  /// The same for one address alone.
  Md5Key of(Prefix one) {
    return new Md5Key(one, secret);
  }

  /// Writes the option at the beginning of the options of the header at `at`; the rest of the
  /// segment, up to `tail`, is as it goes, but for the checksum, which is 0.
  void sign(TcpEndpoint from, byte[] bytes, int at, int tail) {
    begin(from.family, from.localHi, from.localLo, from.remoteHi, from.remoteLo, tail - at);
    write(bytes, at, tail);
  }

  /// The same for an answer to what has come in.
  void sign(Arrival answered, byte[] bytes, int at, int tail) {
    begin(
        answered.family,
        answered.localHi,
        answered.localLo,
        answered.remoteHi,
        answered.remoteLo,
        tail - at);
    write(bytes, at, tail);
  }

  private void write(byte[] bytes, int at, int tail) {
    int into = Tcp.putSignature(bytes, at + Tcp.HEADER);
    System.arraycopy(hash(bytes, at, tail), 0, bytes, into, LENGTH);
  }

  /// Whether the segment was signed with it.
  boolean matches(Arrival arrival, byte[] bytes, int at, int tail) {
    begin(
        arrival.family,
        arrival.remoteHi,
        arrival.remoteLo,
        arrival.localHi,
        arrival.localLo,
        tail - at);
    ByteBuffer signature = ByteBuffer.wrap(bytes, arrival.options.signature, LENGTH);
    return ByteBuffer.wrap(hash(bytes, at, tail)).equals(signature);
  }

  /// The pseudo header (RFC 2385 section 2.0).
  private void begin(Family family, long fromHi, long fromLo, long toHi, long toLo, int length) {
    pseudo.clear();
    if (family == Family.IPV4) {
      pseudo.putInt((int) (fromHi >>> 32)).putInt((int) (toHi >>> 32));
      pseudo.putShort((short) IpProtocol.TCP).putShort((short) length);
    } else {
      pseudo.putLong(fromHi).putLong(fromLo).putLong(toHi).putLong(toLo);
      pseudo.putInt(length).putInt(IpProtocol.TCP);
    }
    digest.update(pseudo.array(), 0, pseudo.position());
  }

  /// What is behind it: the header without options and checksum, the data, the secret.
  private byte[] hash(byte[] bytes, int at, int tail) {
    digest.update(bytes, at, Tcp.CHECKSUM_OFFSET);
    digest.update(NO_CHECKSUM);
    int rest = at + Tcp.CHECKSUM_OFFSET + NO_CHECKSUM.length;
    digest.update(bytes, rest, at + Tcp.HEADER - rest);
    int data = at + Tcp.headerLength(bytes, at);
    digest.update(bytes, data, tail - data);
    return digest.digest(secret);
  }
}
