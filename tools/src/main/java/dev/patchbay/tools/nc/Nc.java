package dev.patchbay.tools.nc;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import org.jspecify.annotations.Nullable;

/// `nc`: carries standard input over TCP or UDP, and what comes back to standard output.
public final class Nc implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args.rest());
    if (!options.text.isEmpty()) {
      process.complain(options.text.stripTrailing());
      return 0;
    }
    check(options);
    if (options.listen && options.dccp && !options.udp) {
      throw options.error(Errno.ESOCKTNOSUPPORT.text());
    }
    if (options.listen) {
      return new Listening(process, options).run(host(options), port(options));
    }
    return new Connecting(process, options)
        .run(options.operands.getFirst(), options.operands.get(1));
  }

  private static void check(Options options) {
    int operands = options.operands.size();
    if (options.local) {
      throw local(options);
    }
    boolean isBound = options.source != null || options.sourcePort != null;
    boolean isTooMuch = options.listen && (operands > 2 || (operands > 0 && isBound));
    if (isTooMuch || (operands == 0 && !options.listen)) {
      throw Options.usage("");
    }
    if (operands < 2 && !options.listen) {
      throw options.error("missing port number");
    }
    if (operands == 0 && options.sourcePort == null) {
      throw options.error("missing port number");
    }
    checkWords(options);
  }

  /// What is said of `-U`, of which there is none.
  private static CommandException local(Options options) {
    int operands = options.operands.size();
    if (operands == 0) {
      return options.listen ? options.error("missing socket pathname") : Options.usage("");
    }
    return operands > 1
        ? options.error("cannot use port with -U")
        : options.missing("UNIX domain sockets (-U)");
  }

  private static void checkWords(Options options) {
    CommandException refusal = null;
    if (options.proxy && options.udp) {
      refusal = options.error("no proxy support for UDP mode");
    } else if (options.proxy && options.listen) {
      refusal = options.error("no proxy support for listen");
    } else if (options.proxy) {
      refusal = options.error("patchbay has no proxies (-x) yet.");
    } else if (options.listen && options.scan) {
      refusal = options.error("cannot use -z and -l");
    } else if (!options.listen && options.keep) {
      refusal = options.error("must use -l with -k");
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /// Where it listens: the first of two operands, or what `-s` says.
  private static @Nullable String host(Options options) {
    return options.operands.size() > 1 ? options.operands.getFirst() : options.source;
  }

  private static String port(Options options) {
    String port = options.sourcePort;
    return port != null ? port : options.operands.getLast();
  }
}
