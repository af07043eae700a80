package dev.patchbay.tools.telnet;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.tools.iproute.HelpText;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import dev.patchbay.tools.sockets.Services;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The commands of `telnet`, and how it comes to a connection.
final class Dialogue {
  private static final String PROMPT = "telnet> ";
  private static final String OPEN_USAGE =
      "usage: open [-4] [-6] [-l user] [-b addr] [-a] host-name [port]\n";

  /// The commands, and what `help COMMAND` says of each.
  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    HelpText.text(Dialogue.class, "commands")
        .lines()
        .filter(line -> line.contains("\t"))
        .map(line -> line.split("\t", 2))
        .forEach(parts -> COMMANDS.put(parts[0].strip(), parts[1]));
  }

  /// What is sent for a word, behind the byte that begins every command (RFC 854).
  private static final Map<String, Integer> SENT =
      Map.ofEntries(
          Map.entry("ao", 245),
          Map.entry("ayt", 246),
          Map.entry("brk", 243),
          Map.entry("ec", 247),
          Map.entry("el", 248),
          Map.entry("ga", 249),
          Map.entry("ip", 244),
          Map.entry("nop", 241),
          Map.entry("eor", 239),
          Map.entry("abort", 238),
          Map.entry("susp", 237),
          Map.entry("eof", 236));

  private static final Set<String> OTHER_SENT = Set.of("escape", "synch", "getstatus");

  private static final List<String> MODES =
      List.of(
          "character",
          "line",
          "isig",
          "-isig",
          "edit",
          "-edit",
          "softtabs",
          "-softtabs",
          "litecho",
          "-litecho");

  /// What a command leaves behind.
  enum Outcome {
    STAYS,
    CLOSED,
    QUIT
  }

  private final Process process;
  private final Options options;
  private final Input input;
  private final Settings settings;
  private @Nullable Session session;

  /// The host that it is connected with, or null.
  private @Nullable String host;

  Dialogue(Process process, Options options) {
    this.process = process;
    this.options = options;
    this.input = new Input(process);
    this.settings = new Settings(process, options);
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
    List<String> meant = meant(word);
    if (meant.size() != 1) {
      process.out().print(meant.isEmpty() ? "?Invalid command\n" : "?Ambiguous command\n");
      return Outcome.STAYS;
    }
    String command = meant.getFirst();
    switch (command) {
      case "quit" -> {
        return Outcome.QUIT;
      }
      case "close", "logout" -> {
        return close();
      }
      case "open" -> open(words);
      case "status" -> status();
      case "?" -> help(words);
      case "display" -> settings.display(words);
      case "set" -> settings.set(words);
      case "unset" -> settings.unset(words);
      case "toggle" -> settings.toggle(words);
      case "mode" -> mode(words);
      case "send" -> send(words);
      case "slc", "environ", "auth", "encrypt" -> rest(command, words);
      default -> process.complain("telnet: patchbay has no \"" + command + "\" yet.");
    }
    return Outcome.STAYS;
  }

  /// The commands that begin with the word.
  private static List<String> meant(String word) {
    if (word.equals("help") || word.equals("?")) {
      return List.of("?");
    }
    if (COMMANDS.containsKey(word)) {
      return List.of(word);
    }
    return COMMANDS.keySet().stream().filter(name -> name.startsWith(word)).toList();
  }

  private void help(String[] words) throws FileException {
    if (words.length < 2) {
      process.out().print(HelpText.text(Dialogue.class, "commands"));
    }
    for (int i = 1; i < words.length; i++) {
      List<String> meant = meant(words[i]);
      process
          .out()
          .print(
              switch (meant.size()) {
                case 0 -> "?Invalid help command " + words[i] + "\n";
                case 1 -> COMMANDS.get(meant.getFirst()) + "\n";
                default -> "?Ambiguous help command " + words[i] + "\n";
              });
    }
  }

  /// Says that a command says too little.
  static void needsWord(Process process, String command) {
    process.complain(
        "Need an argument to '" + command + "' command.  '" + command + " ?' for help.");
  }

  private void mode(String[] words) throws FileException {
    if (words.length != 2) {
      process.out().print("'mode' command requires an argument\n'mode ?' for help.\n");
    } else if (words[1].equals("?")) {
      process.out().print(HelpText.text(Dialogue.class, "mode"));
    } else if (MODES.stream().noneMatch(mode -> mode.startsWith(words[1]))) {
      process.complain("Unknown mode '" + words[1] + "' ('mode ?' for help).");
    } else if (session == null) {
      process.out().print("?Need to be connected first.\n'mode ?' for help.\n");
    }
  }

  private void send(String[] words) throws FileException {
    if (words.length < 2) {
      process.out().print("need at least one argument for 'send' command\n'send ?' for help\n");
      return;
    }
    if (words[1].equals("?")) {
      process.out().print(HelpText.text(Dialogue.class, "send"));
      return;
    }
    for (int i = 1; i < words.length; i++) {
      if (!SENT.containsKey(words[i]) && !OTHER_SENT.contains(words[i])) {
        process.out().print("Unknown send argument '" + words[i] + "'\n'send ?' for help.\n");
        return;
      }
    }
    if (session == null) {
      process.out().print("?Need to be connected first.\n'send ?' for help\n");
      return;
    }
    for (int i = 1; i < words.length; i++) {
      Integer command = SENT.get(words[i]);
      if (command != null) {
        session.say(new byte[] {(byte) Negotiation.IAC, command.byteValue()});
      } else if (words[i].equals("escape")) {
        session.say(new byte[] {(byte) options.escape});
      } else {
        process.complain("telnet: patchbay has no \"send " + words[i] + "\" yet.");
      }
    }
  }

  /// What is about programs at the other end that no lab has.
  private void rest(String command, String[] words) throws FileException {
    if (words.length < 2) {
      needsWord(process, command);
    } else if (words[1].equals("?")) {
      process.out().print(HelpText.text(Dialogue.class, command));
      if (command.equals("slc")) {
        process.out().print("Special characters are local values\n");
      }
    } else if (command.equals("slc") && List.of("export", "import", "check").contains(words[1])) {
      String whose = words[1].equals("export") ? "local" : "remote";
      process.out().print("Special characters are " + whose + " values\n");
    } else {
      process.complain("telnet: patchbay has no \"" + command + " " + words[1] + "\" yet.");
    }
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
    boolean isWrong = words.length > 3 || (words.length == 2 && words[1].matches("\\?|-.*"));
    if (host != null) {
      process.out().print("?Already connected to " + host + "\n");
    } else if (words.length < 2) {
      process.out().print("(to) ?Name of host was not understood.\n");
      process.out().print(OPEN_USAGE.replace("open", "open "));
    } else if (isWrong) {
      process.out().print(OPEN_USAGE);
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
    process.out().print("Escape character is '" + options.escapeName() + "'.\n");
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
    String digits = service.startsWith("-") ? service.substring(1) : service;
    if (digits.matches("[0-9].*[^0-9].*")) {
      process.out().print("Invalid port name '" + service + "'.\n");
      return 1;
    }
    boolean isNumber = digits.matches("[0-9]+");
    boolean isShort = digits.length() < 10;
    if (isNumber && (!isShort || !isPort(Integer.parseInt(digits)))) {
      process.out().print("Port number " + service + " is out of range.\n");
      return 1;
    }
    int port = isNumber ? Integer.parseInt(digits) : services.port(service);
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
    session = new Session(process, options, this, input, stream);
    session.run(negotiates);
    stream.close();
    session = null;
    host = null;
    return 0;
  }

  private static boolean isPort(int number) {
    return number > 0 && number <= 0xffff;
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
