package dev.patchbay.tools.iperf3;

import dev.patchbay.core.file.FileException;
import java.util.Map;

/// Where a run says what it does.
interface Output {
  /// The client has reached the server.
  void connecting(String host, int port, Parameters parameters, int block, String cookie)
      throws FileException;

  Report report();

  /// The client has the server's results.
  void finished(Map<String, Object> theirs) throws FileException;

  /// It ends with an error.
  void failed(String message) throws FileException;
}
