package dev.patchbay.tools.telnet;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import dev.patchbay.tools.sockets.Services;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands of `telnet`, and how it comes to a connection.
final class Dialogue {
  private static final String PROMPT = "telnet> ";

  private static final String HELP =
      """
      Commands may be abbreviated.  Commands are:

      close   	close current connection
      logout  	forcibly logout remote user and close the connection
      display 	display operating parameters
      mode    	try to enter line or character mode ('mode ?' for more)
      open    	connect to a site
      quit    	exit telnet
      send    	transmit special characters ('send ?' for more)
      set     	set operating parameters ('set ?' for more)
      unset   	unset operating parameters ('unset ?' for more)
      status  	print status information
      toggle  	toggle operating parameters ('toggle ?' for more)
      slc     	change state of special characters ('slc ?' for more)
      auth    	turn on (off) authentication ('auth ?' for more)
      encrypt 	turn on (off) encryption ('encrypt ?' for more)
      z       	suspend telnet
      !       	invoke a subshell
      environ 	change environment variables ('environ ?' for more)
      ?       	print help information
      """;

  /// What is known and not done here.
  private static final List<String> OTHERS =
      List.of(
          "logout", "display", "mode", "send", "set", "unset", "toggle", "slc", "auth", "encrypt",
          "z", "!", "environ");

  /// What a command leaves behind.
  enum Outcome {
    STAYS,
    CLOSED,
    QUIT
  }

  private final Process process;
  private final Options options;
  private final Input input;

  /// The host that it is connected with, or null.
  private @Nullable String host;

  Dialogue(Process process, Options options) {
    this.process = process;
    this.options = options;
    this.input = new Input(process);
  }

  /// Asks for commands until one of them ends it.
  int ask() throws FileException {
    while (true) {
      process.out().print(PROMPT);
      String line = input.line();
      if (line == null || obey(line) == Outcome.QUIT) {
        return 0;
      }
    }
  }

  /// Does what a line says; where it begins a session, until that ends.
  Outcome obey(String line) throws FileException {
    String[] words = line.strip().split("\\s+", -1);
    String word = words[0];
    if (word.isEmpty()) {
      return Outcome.STAYS;
    }
    if ("quit".startsWith(word)) {
      return Outcome.QUIT;
    }
    if ("close".startsWith(word)) {
      return close();
    }
    if ("open".startsWith(word)) {
      open(words);
    } else if ("status".startsWith(word)) {
      status();
    } else if (word.equals("?") || "help".startsWith(word)) {
      process.out().print(HELP);
    } else if (OTHERS.stream().anyMatch(other -> other.startsWith(word))) {
      process.complain("telnet: patchbay has no \"" + word + "\" yet.");
    } else {
      process.out().print("?Invalid command\n");
    }
    return Outcome.STAYS;
  }

  private Outcome close() throws FileException {
    if (host == null) {
      process.out().print("?Need to be connected first.\n");
      return Outcome.STAYS;
    }
    process.out().print("Connection closed.\n");
    return Outcome.CLOSED;
  }

  private void open(String[] words) throws FileException {
    if (host != null) {
      process.out().print("?Already connected to " + host + "\n");
    } else if (words.length < 2) {
      process.out().print("usage: open [-l user] [-a] host-name [port]\n");
    } else {
      connect(words[1], words.length > 2 ? words[2] : "telnet");
    }
  }

  private void status() throws FileException {
    if (host == null) {
      process.out().print("No connection.\n");
    } else {
      process.out().print("Connected to " + host + ".\n");
      process.out().print("Operating in obsolete linemode\nLocal character echo\n");
    }
    process.out().print(escape());
  }

  private String escape() {
    return options.escape == Options.NONE
        ? "No escape character.\n"
        : "Escape character is '" + options.escapeName() + "'.\n";
  }

  // ---- connecting

  /// Connects with the service, and carries what both ends say; returns the exit status.
  int connect(String name, String service) throws FileException {
    Services services = new Services(process);
    boolean isNumber = service.matches("-?[0-9]{1,9}");
    int port = isNumber ? Math.abs(Integer.parseInt(service)) : services.port(service);
    if (port < 0) {
      return failed(name, service, "Servname not supported for ai_socktype");
    }
    Resolver resolver = Resolver.of(process);
    List<Destination> found = resolver.find(name, options.family, false);
    if (found.isEmpty()) {
      boolean isKnown = !resolver.find(name, null, false).isEmpty();
      return failed(name, service, isKnown ? Resolver.NOT_OF_FAMILY : Resolver.UNKNOWN);
    }
    TcpStream stream = firstThatAnswers(found, port);
    if (stream == null) {
      return 1;
    }
    host = name;
    process.out().print("Connected to " + name + ".\n" + escape());
    process.flush();
    boolean negotiates = port == Negotiation.PORT || service.startsWith("-");
    Session session = new Session(process, options, this, input, stream);
    session.run(negotiates);
    stream.close();
    host = null;
    return 0;
  }

  private int failed(String name, String service, String why) {
    process.complain("Server lookup failure:  " + name + ":" + service + ", " + why);
    return 1;
  }

  private @Nullable TcpStream firstThatAnswers(List<Destination> found, int port)
      throws FileException {
    Iterator<Destination> addresses = found.iterator();
    while (addresses.hasNext()) {
      Ip address = addresses.next().address();
      process.out().print("Trying " + address.text() + "...\n");
      TcpStream stream = TcpStream.open(process, address.family());
      bind(stream, address.family());
      try {
        stream.connect(address, port);
        return stream;
      } catch (StreamException e) {
        stream.close();
        String where =
            addresses.hasNext()
                ? "connect to address " + address.text()
                : "Unable to connect to remote host";
        process.complain("telnet: " + where + ": " + e.errno().text());
      }
    }
    return null;
  }

  private void bind(TcpStream stream, Family family) {
    String source = options.source;
    if (source == null) {
      return;
    }
    List<Destination> own = Resolver.of(process).find(source, family, false);
    try {
      if (own.isEmpty()) {
        throw new CommandException(1, "telnet: " + source + ": " + Resolver.UNKNOWN);
      }
      stream.socket().bind(own.getFirst().address(), 0);
    } catch (SocketException e) {
      stream.close();
      throw new CommandException(1, "telnet: bind: " + e.errno().text());
    }
  }

  /// What the prompt is, in a session.
  void prompt() throws FileException {
    process.out().print("\n" + PROMPT);
    process.flush();
  }
}
