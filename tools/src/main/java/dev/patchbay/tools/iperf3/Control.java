package dev.patchbay.tools.iperf3;

import dev.patchbay.core.text.Json;
import dev.patchbay.core.time.Wait;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The connection by which both ends agree on a test: a byte says what comes next, and texts in
/// JSON have their length in front.
final class Control implements AutoCloseable {
  static final int TEST_START = 1;
  static final int TEST_RUNNING = 2;
  static final int TEST_END = 4;
  static final int PARAM_EXCHANGE = 9;
  static final int CREATE_STREAMS = 10;
  static final int SERVER_TERMINATE = 11;
  static final int CLIENT_TERMINATE = 12;
  static final int EXCHANGE_RESULTS = 13;
  static final int DISPLAY_RESULTS = 14;
  static final int DONE = 16;
  static final int ACCESS_DENIED = 0xff;
  static final int SERVER_ERROR = 0xfe;

  /// What [#stateNow] says when nothing has come.
  static final int NOTHING = -2;

  /// The other end has closed it.
  static final int CLOSED = -1;

  /// What names a test, with the zero behind it.
  static final int COOKIE = 37;

  private static final int MOST_TEXT = 16 << 20;

  private final TcpStream stream;

  Control(TcpStream stream) {
    this.stream = stream;
    stream.socket().noDelay(true);
  }

  TcpStream stream() {
    return stream;
  }

  Wait readable() {
    return stream.socket().readable();
  }

  /// Whether the other end says no more.
  boolean isClosed() {
    return stream.socket().canReceive() && stream.socket().available() == 0;
  }

  void state(int state) throws StreamException {
    stream.write(new byte[] {(byte) state}, 0, 1);
  }

  /// What comes next, waiting for it.
  int state() throws StreamException {
    byte[] one = new byte[1];
    return stream.read(one, 0, 1) < 0 ? CLOSED : one[0] & 0xff;
  }

  /// What comes next, if it has come.
  int stateNow() throws StreamException {
    byte[] one = new byte[1];
    int read = stream.readNow(one, 0, 1);
    return read < 0 ? CLOSED : read == 0 ? NOTHING : one[0] & 0xff;
  }

  void send(Map<String, Object> json) throws StreamException {
    byte[] text = Json.text(json, true).getBytes(StandardCharsets.UTF_8);
    byte[] message = ByteBuffer.allocate(4 + text.length).putInt(text.length).put(text).array();
    stream.write(message, 0, message.length);
  }

  Map<String, Object> receive() throws StreamException, Failure {
    int length = ByteBuffer.wrap(exactly(stream, 4)).getInt();
    if (length < 0 || length > MOST_TEXT) {
      throw new Failure("unable to receive parameters from client: ");
    }
    try {
      Map<String, Object> json =
          Json.object(Json.parse(new String(exactly(stream, length), StandardCharsets.UTF_8)));
      if (json != null) {
        return json;
      }
    } catch (Json.Wrong e) {
      throw new Failure("unable to receive parameters from client: ");
    }
    throw new Failure("unable to receive parameters from client: ");
  }

  /// So many bytes.
  static byte[] exactly(TcpStream stream, int count) throws StreamException, Failure {
    byte[] bytes = new byte[count];
    int done = 0;
    while (done < count) {
      int read = stream.read(bytes, done, count - done);
      if (read < 0) {
        throw new Failure("control socket has closed unexpectedly");
      }
      done += read;
    }
    return bytes;
  }

  @Override
  public void close() {
    stream.close();
  }
}
