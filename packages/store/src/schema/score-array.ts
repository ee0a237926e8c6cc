import { customType } from "drizzle-orm/pg-core";

/** `float8[]` written as an array literal, such as `{0,1,NULL,NaN}`. It is read with `array_send` by the driver only. */
export const scoreArray = customType<{ data: string; driverData: string }>({
  dataType: () => "double precision[]",
});
