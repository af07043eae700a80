package dev.patchbay.tools.curl;

import dev.patchbay.packet.Ip;
import dev.patchbay.tools.http.Fields;
import org.jspecify.annotations.Nullable;

/// What is known of a transfer when it is over. Times are nanoseconds of the lab's clock.
final class Outcome {
  String url = "";
  String effectiveUrl = "";
  String method = "GET";
  String redirectUrl = "";
  String file = "";
  String message = "";
  int exitStatus;
  int status;
  String version = "0";
  Fields fields = new Fields();
  @Nullable Ip local;
  @Nullable Ip remote;
  int localPort;
  int remotePort;
  int redirects;
  int connects;
  long downloaded;
  long uploaded;

  /// Where in the file it goes on; 0 for its beginning.
  long from;

  /// Whether what was asked for is not newer, or not older, than was asked.
  boolean isUnmet;

  long headerBytes;
  long requestBytes;

  /// How many bytes the answer said it has, or -1.
  long expected = -1;

  long begin;
  long resolved;
  long connected;
  long sending;
  long firstByte;
  long redirected;
  long end;

  /// Seconds from the beginning to a time, 0 when that has not come.
  double seconds(long time) {
    return time == 0 ? 0 : (time - begin) / 1e9;
  }
}
