import htmx from "htmx.org";
import "@github/relative-time-element";
import { forbidEvaluation } from "./evaluation";
import { weighFiles } from "./files";
import { markCurrent } from "./current";
import { keepDrafts } from "./drafts";
import { installHotkeys } from "./hotkeys";
import { listen } from "./live";
import { reportTrouble } from "./trouble";
import { rememberZone } from "./zone";

forbidEvaluation(htmx);
rememberZone();
reportTrouble();
listen();
markCurrent();
keepDrafts();
installHotkeys();
weighFiles();
