package dev.patchbay.tools.ipset;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.tools.iproute.HelpText;
import org.jspecify.annotations.Nullable;

/// `help`: the commands, and what there is to a type of set.
final class Help {
  private Help() {}

  static void show(Process process, @Nullable String type, boolean isQuiet) throws FileException {
    process.out().print(text("commands"));
    if (isQuiet) {
      return;
    }
    if (type == null) {
      process.out().print(text("types"));
      return;
    }
    TypeSyntax syntax = TypeSyntax.find(type);
    if (syntax == null) {
      throw Failure.parameter("Unknown settype: `" + type + "'");
    }
    process.out().print(text(syntax.word().replace(':', '-').replace(',', '-')));
    if (syntax.parts().contains(Part.PORT)) {
      process.out().print(text("ports"));
    }
    String word = syntax.word();
    process
        .out()
        .println(
            switch (syntax.families()) {
              case BOTH -> "\nType " + word + " supports inet and inet6.";
              case IPV4 -> "\nType " + word + " supports family inet only.";
              case NONE -> "\nType " + word + " is family neutral.";
            });
  }

  private static String text(String name) {
    return HelpText.text(Help.class, name);
  }
}
