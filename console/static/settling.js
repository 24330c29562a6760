// Weighing by keyboard: Enter goes on to the next field instead of sending what is half filled in.
"use strict";
