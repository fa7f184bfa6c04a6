"""The few column shapes every table uses."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Identity, Text, func
from sqlalchemy.orm import mapped_column

Id = Annotated[int, mapped_column(BigInteger, Identity(always=True), primary_key=True)]
Big = Annotated[int, mapped_column(BigInteger)]
Words = Annotated[str, mapped_column(Text)]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Recorded = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
